package dev.pesto.user.accounts.boundary;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a person may change of their profile. */
public record EditProfile(
        @Schema(example = "Asha Rao")
        @NotBlank @Size(max = 200) @Pattern(regexp = TEXT, message = "control characters are not text") String name,

        @Schema(example = "+91 98450 00000")
        @Pattern(regexp = PHONE, message = "digits, spaces and + ( ) . / - are needed, 3 to 32 of them")
        String phone) {

    static final String TEXT = "[^\\x00-\\x1F\\x7F-\\x9F]*";
    static final String PHONE = "\\+?[0-9 ()./-]{3,31}";
}
