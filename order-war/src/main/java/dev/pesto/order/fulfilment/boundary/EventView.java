package dev.pesto.order.fulfilment.boundary;

import dev.pesto.order.orders.entity.MerchantOrder;
import dev.pesto.order.orders.entity.OrderEvent;
import java.time.Instant;

/** A line of a merchant order's timeline. */
public record EventView(int seq, String type, String trackingId, Instant occurredAt, String location, String note) {

    static EventView of(OrderEvent event, MerchantOrder part) {
        return new EventView(
                event.seq(),
                event.type().name(),
                part.trackingId(),
                Instant.ofEpochMilli(event.occurredAt()),
                event.location(),
                event.note());
    }
}
