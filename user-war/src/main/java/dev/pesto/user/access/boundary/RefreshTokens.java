package dev.pesto.user.access.boundary;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A client trades its refresh token for new tokens. */
public record RefreshTokens(
        @Schema(description = "As it was given; opaque", example = "0HZX4M7Q2V3KD...") @NotNull @Size(max = 200) String refreshToken) {

    /** Without the token, so that no log ever shows it. */
    @Override
    public String toString() {
        return "RefreshTokens";
    }
}
