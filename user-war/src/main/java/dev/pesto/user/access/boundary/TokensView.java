package dev.pesto.user.access.boundary;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The tokens of a session. */
@Schema(name = "Tokens")
public record TokensView(
        @NotNull @Schema(description = "A JWT for the Authorization header", example = "eyJ0eXAiOiJKV1Qi...")
        String accessToken,

        @NotNull @Schema(example = "Bearer") String tokenType,

        @NotNull @Schema(minimum = "1", example = "600", description = "seconds the access token lives")
        Long expiresIn,

        @NotNull @Schema(description = "Opaque; may be used once", example = "0HZX4M7Q2V3KD...")
        String refreshToken) {

    /** Without the tokens, so that no log ever shows them. */
    @Override
    public String toString() {
        return "TokensView";
    }
}
