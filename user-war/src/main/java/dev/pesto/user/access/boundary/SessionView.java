package dev.pesto.user.access.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.user.access.entity.Session;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An open session as its owner sees it. */
@Schema(name = "Session")
public record SessionView(
        @Schema(ref = "Id", required = true) String id,

        @NotNull @Schema(description = "whether this call was made in it")
        Boolean current,

        @Schema(description = "what the client called itself when it logged in", example = "curl/8.5.0")
        String userAgent,

        @NotNull @Schema(example = "203.0.113.7", description = "where it was opened from")
        String address,

        @NotNull Instant createdAt,
        @NotNull Instant lastUsedAt,
        @NotNull Instant expiresAt) {

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
