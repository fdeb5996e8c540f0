package dev.pesto.order.fulfilment.boundary;

import dev.pesto.commons.text.CardNumbers;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why a merchant does not go on with its part. */
public record GiveReason(@NotBlank @Size(max = 500) String reason) {

    void refuseCardNumbers() {
        CardNumbers.refuse("/reason", reason);
    }
}
