package dev.pesto.user.access.boundary;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.pesto.commons.problem.Refusal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A person changes their password. Checked here and not by annotations, which would point at a member "replacement" that the client does not know. */
@Schema(requiredProperties = {"current", "new"})
public record ChangePassword(
        @Schema(example = "seven green parrots", maxLength = 256)
        String current,

        @Schema(name = "new", example = "eight blue parakeets", minLength = 12, maxLength = 128) @JsonProperty("new")
        String replacement) {

    private static final int MAX_LENGTH = 256;

    ChangePassword checked() {
        check("/current", current);
        check("/new", replacement);
        return this;
    }

    private static void check(String pointer, String password) {
        if (password == null) {
            throw Refusal.invalid(pointer, "required", "must not be null");
        }
        if (password.length() > MAX_LENGTH) {
            throw Refusal.invalid(pointer, "length", "too long");
        }
    }

    /** Without the passwords, so that no log ever shows them. */
    @Override
    public String toString() {
        return "ChangePassword";
    }
}
