package dev.pesto.order.orders.boundary;

import dev.pesto.order.orders.entity.EventType;
import dev.pesto.order.orders.entity.MerchantOrder;
import dev.pesto.order.orders.entity.OrderEvent;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A line of an order's timeline. */
@Schema(name = "OrderEvent")
public record OrderEventView(
        @NotNull @Schema(minimum = "1", example = "1") Integer seq,
        @NotNull EventType type,
        @Schema(ref = "TrackingId", required = true) String trackingId,
        @NotNull Instant occurredAt,
        @Schema(example = "Pune hub") String location,
        @Schema(example = "Left with the neighbour") String note) {

    static OrderEventView of(OrderEvent event, MerchantOrder part) {
        return new OrderEventView(
                event.seq(),
                event.type(),
                part.trackingId(),
                Instant.ofEpochMilli(event.occurredAt()),
                event.location(),
                event.note());
    }
}
