package dev.pesto.order.fulfilment.boundary;

import dev.pesto.commons.text.CardNumbers;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Who carries the parcel, and under which number of theirs. */
public record Ship(
        @NotBlank @Size(max = 100) String carrier,
        @Size(min = 1, max = 100) String carrierTrackingNumber) {

    void refuseCardNumbers() {
        CardNumbers.refuse("/carrier", carrier);
    }
}
