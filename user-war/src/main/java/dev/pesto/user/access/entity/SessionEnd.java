package dev.pesto.user.access.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Tells every instance of every WAR to refuse the access tokens of a session; needed as long as the last of them would have lived. */
@Entity
@Table(name = "session_end")
public class SessionEnd {

    @Id
    @Column(name = "session_id")
    private long sessionId;

    @Column(name = "ended_at")
    private long endedAt;

    protected SessionEnd() {}

    public SessionEnd(long sessionId, Instant now) {
        this.sessionId = sessionId;
        this.endedAt = now.toEpochMilli();
    }
}
