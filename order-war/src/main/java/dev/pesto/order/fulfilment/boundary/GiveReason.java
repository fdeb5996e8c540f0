package dev.pesto.order.fulfilment.boundary;

import dev.pesto.commons.text.CardNumbers;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a merchant does not go on with its part. */
public record GiveReason(
        @NotBlank @Size(max = 500) @Schema(example = "broken in the store")
        String reason) {

    void refuseCardNumbers() {
        CardNumbers.refuse("/reason", reason);
    }
}
