package dev.pesto.user.access.boundary;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.pesto.user.accounts.control.PasswordRules;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A person changes their password. */
public record ChangePassword(
        @Schema(example = "seven green parrots") @NotNull @Size(max = 256) String current,

        @Schema(name = "new", example = "eight blue parakeets", minLength = 12, maxLength = 128)
        @NotNull @Size(min = PasswordRules.MIN_CHARACTERS, max = PasswordRules.MAX_SIZE, message = PasswordRules.LENGTH) @JsonProperty("new")
        String replacement) {

    /** Without the passwords, so that no log ever shows them. */
    @Override
    public String toString() {
        return "ChangePassword";
    }
}
