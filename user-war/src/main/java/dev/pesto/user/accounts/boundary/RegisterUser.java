package dev.pesto.user.accounts.boundary;

import dev.pesto.user.accounts.control.PasswordRules;
import dev.pesto.user.accounts.entity.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A person registers. */
public record RegisterUser(
        @Schema(example = "asha@example.com", description = "ASCII; its case does not matter")
        @NotNull @Size(max = Email.MAX_LENGTH) @Pattern(regexp = Email.PATTERN, message = "an email address is needed") String email,

        @Schema(
                example = "seven green parrots",
                minLength = 12,
                maxLength = 128,
                description = "any characters; refused if common")
        @NotNull @Size(min = PasswordRules.MIN_CHARACTERS, max = PasswordRules.MAX_SIZE, message = PasswordRules.LENGTH) String password,

        @Schema(example = "Asha Rao")
        @NotBlank @Size(max = 200) @Pattern(regexp = EditProfile.TEXT, message = "control characters are not text") String name,

        @Schema(example = "+91 98450 00000")
        @Pattern(regexp = EditProfile.PHONE, message = "digits, spaces and + ( ) . / - are needed, 3 to 32 of them")
        String phone,

        @Schema(example = "BUYER") @NotNull SelfRegisteredRole role) {

    /** The roles that people may give themselves. */
    public enum SelfRegisteredRole {
        BUYER,
        MERCHANT
    }

    /** Without the password, so that no log ever shows it. */
    @Override
    public String toString() {
        return "RegisterUser[role=" + role + "]";
    }
}
