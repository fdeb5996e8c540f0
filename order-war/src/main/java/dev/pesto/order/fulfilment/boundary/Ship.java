package dev.pesto.order.fulfilment.boundary;

import dev.pesto.commons.text.CardNumbers;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who carries the parcel, and under which number of theirs. */
public record Ship(
        @NotBlank @Size(max = 100) @Schema(example = "Blue Dart")
        String carrier,

        @Size(min = 1, max = 100) @Schema(example = "BD 4711")
        String carrierTrackingNumber) {

    void refuseCardNumbers() {
        CardNumbers.refuse("/carrier", carrier);
    }
}
