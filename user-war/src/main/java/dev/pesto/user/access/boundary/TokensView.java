package dev.pesto.user.access.boundary;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The tokens of a session. */
@Schema(name = "Tokens")
public record TokensView(
        @Schema(description = "A JWT for the Authorization header")
        String accessToken,

        @Schema(example = "Bearer") String tokenType,

        @Schema(example = "600", description = "seconds the access token lives")
        long expiresIn,

        @Schema(description = "Opaque; may be used once") String refreshToken) {

    /** Without the tokens, so that no log ever shows them. */
    @Override
    public String toString() {
        return "TokensView";
    }
}
