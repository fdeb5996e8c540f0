package dev.pesto.user.accounts.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Something that was done to an account, by whom and from where. Never changed, never deleted; no email addresses and no secrets in it. */
@Entity
@Table(name = "audit")
public class AuditEntry {

    /** What was done. */
    public enum Action {
        REGISTERED,
        ADMIN_CREATED,
        LOGGED_IN,
        LOGIN_BLOCKED,
        LOGGED_OUT,
        SESSION_ENDED,
        REFRESH_REUSED,
        PASSWORD_CHANGED,
        LOCKED,
        UNLOCKED
    }

    @Id
    private long id;

    @Column(name = "occurred_at")
    private long occurredAt;

    @Column(name = "actor_id")
    private Long actorId;

    @Column(name = "subject_id")
    private Long subjectId;

    @Enumerated(EnumType.STRING)
    private Action action;

    private String network;

    private String detail;

    protected AuditEntry() {}

    public AuditEntry(
            long id, Instant now, Long actorId, Long subjectId, Action action, String network, String detail) {
        this.id = id;
        this.occurredAt = now.toEpochMilli();
        this.actorId = actorId;
        this.subjectId = subjectId;
        this.action = action;
        this.network = network;
        this.detail = detail;
    }

    @Override
    public String toString() {
        return action + " by " + actorId + " on " + subjectId + " from " + network + " at " + occurredAt + ": "
                + detail;
    }
}
