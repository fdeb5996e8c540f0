package dev.pesto.order.fulfilment.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.money.Money;
import dev.pesto.order.orders.entity.MerchantOrder;
import dev.pesto.order.orders.entity.Order;
import java.time.Instant;
import java.util.List;

/**
 * A merchant order as its merchant sees it.
 *
 * @param due what is still to be paid for it: at the door, or before it can go on
 * @param note the buyer's
 */
public record MerchantOrderView(
        String id,
        String orderId,
        String orderNumber,
        String merchantId,
        String status,
        String trackingId,
        String paymentMethod,
        Money subtotal,
        Money due,
        DestinationView shippingAddress,
        String note,
        String carrier,
        String carrierTrackingNumber,
        int deliveryAttempts,
        Instant placedAt,
        Instant updatedAt,
        List<LineView> lines) {

    static MerchantOrderView of(MerchantOrder part) {
        Order order = part.order();
        String currency = order.currency();
        return new MerchantOrderView(
                Ids.format(part.id()),
                Ids.format(order.id()),
                order.number(),
                Ids.format(part.merchantId()),
                part.status().name(),
                part.trackingId(),
                order.paymentMethod().name(),
                new Money(part.subtotal(), currency),
                new Money(part.due(), currency),
                DestinationView.of(order.shippingAddress()),
                order.note(),
                part.carrier(),
                part.carrierTrackingNumber(),
                part.deliveryAttempts(),
                Instant.ofEpochMilli(order.placedAt()),
                Instant.ofEpochMilli(part.updatedAt()),
                part.lines().stream().map(line -> LineView.of(line, currency)).toList());
    }
}
