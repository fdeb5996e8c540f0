package dev.pesto.user.access.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.user.access.entity.Session;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An open session as its owner sees it. */
@Schema(name = "Session")
public record SessionView(
        @Schema(example = "0HZX4M7Q2V3KD") String id,

        @Schema(description = "whether this call was made in it")
        boolean current,

        @Schema(description = "what the client called itself when it logged in")
        String userAgent,

        @Schema(example = "203.0.113.7", description = "where it was opened from")
        String address,

        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt) {

    static SessionView of(Session session, long currentId) {
        return new SessionView(
                Ids.format(session.id()),
                session.id() == currentId,
                session.userAgent(),
                session.address(),
                session.createdAt(),
                session.lastUsedAt(),
                session.expiresAt());
    }
}
