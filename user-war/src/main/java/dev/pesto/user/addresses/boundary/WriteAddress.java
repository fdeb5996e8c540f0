package dev.pesto.user.addresses.boundary;

import dev.pesto.user.addresses.entity.Place;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An address as its owner writes it, whole. */
public record WriteAddress(
        @Schema(example = "Asha Rao")
        @NotBlank @Size(max = 200) @Pattern(regexp = TEXT, message = "control characters are not text") String name,

        @Schema(example = "12 Church Street")
        @NotBlank @Size(max = 200) @Pattern(regexp = TEXT, message = "control characters are not text") String line1,

        @Schema(example = "Flat 4")
        @Size(max = 200) @Pattern(regexp = TEXT, message = "control characters are not text") String line2,

        @Schema(example = "opposite the library")
        @Size(max = 200) @Pattern(regexp = TEXT, message = "control characters are not text") String landmark,

        @Schema(example = "Bengaluru")
        @NotBlank @Size(max = 100) @Pattern(regexp = TEXT, message = "control characters are not text") String city,

        @Schema(example = "Karnataka")
        @Size(max = 100) @Pattern(regexp = TEXT, message = "control characters are not text") String state,

        @Schema(example = "560001")
        @NotBlank @Size(max = 20) @Pattern(regexp = TEXT, message = "control characters are not text") String postalCode,

        @Schema(example = "IN", description = "ISO 3166-1 alpha-2") @NotNull @CountryCode
        String country,

        @Schema(example = "+91 98450 00000")
        @Pattern(
                regexp = "\\+?[0-9 ()./-]{3,31}",
                message = "digits, spaces and + ( ) . / - are needed, 3 to 32 of them")
        String phone,

        @NotNull Boolean isDefault) {

    static final String TEXT = "[^\\x00-\\x1F\\x7F-\\x9F]*";

    Place place() {
        return new Place(name, line1, line2, landmark, city, state, postalCode, country, phone);
    }
}
