package dev.pesto.order.orders.boundary;

import dev.pesto.order.orders.entity.MerchantOrder;
import dev.pesto.order.orders.entity.OrderEvent;
import java.time.Instant;

/** A line of an order's timeline. */
public record OrderEventView(
        int seq, String type, String trackingId, Instant occurredAt, String location, String note) {

    static OrderEventView of(OrderEvent event, MerchantOrder part) {
        return new OrderEventView(
                event.seq(),
                event.type().name(),
                part.trackingId(),
                Instant.ofEpochMilli(event.occurredAt()),
                event.location(),
                event.note());
    }
}
