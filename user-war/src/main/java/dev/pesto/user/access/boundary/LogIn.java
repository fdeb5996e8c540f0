package dev.pesto.user.access.boundary;

import dev.pesto.user.accounts.entity.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Somebody logs in. */
public record LogIn(
        @Schema(example = "asha@example.com") @NotNull @Size(max = Email.MAX_LENGTH) String email,

        @Schema(example = "seven green parrots") @NotNull @Size(max = 256) String password) {

    /** Without the password, so that no log ever shows it. */
    @Override
    public String toString() {
        return "LogIn";
    }
}
