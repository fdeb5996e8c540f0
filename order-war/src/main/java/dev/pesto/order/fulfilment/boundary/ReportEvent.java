package dev.pesto.order.fulfilment.boundary;

import dev.pesto.commons.text.CardNumbers;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What happened to a parcel.
 *
 * @param occurredAt now when absent
 */
public record ReportEvent(
        @NotNull Type type,

        @Size(min = 1, max = 200) @Schema(example = "Pune hub")
        String location,

        @Size(min = 1, max = 1000) @Schema(example = "Left with the neighbour")
        String note,

        Instant occurredAt) {

    /** What a merchant can report. */
    @Schema(name = "ReportedType")
    public enum Type {
        OUT_FOR_DELIVERY,
        DELIVERED,
        DELIVERY_FAILED,
        RETURNED_TO_ORIGIN,
        NOTE
    }

    void refuseCardNumbers() {
        CardNumbers.refuse("/location", location);
        CardNumbers.refuse("/note", note);
    }
}
