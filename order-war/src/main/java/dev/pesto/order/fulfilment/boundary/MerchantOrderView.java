package dev.pesto.order.fulfilment.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.money.Money;
import dev.pesto.order.orders.entity.MerchantOrder;
import dev.pesto.order.orders.entity.Order;
import dev.pesto.order.orders.entity.OrderStatus;
import dev.pesto.order.settlement.entity.PaymentMethod;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A merchant order as its merchant sees it.
 *
 * @param due what is still to be paid for it: at the door, or before it can go on
 * @param note the buyer's
 */
@Schema(name = "MerchantOrder")
public record MerchantOrderView(
        @Schema(ref = "Id", required = true) String id,
        @Schema(ref = "Id", required = true) String orderId,
        @NotNull @Schema(example = "P-0HZX4M7Q2V3KD") String orderNumber,
        @Schema(ref = "Id", required = true) String merchantId,
        @NotNull OrderStatus status,
        @Schema(ref = "TrackingId", required = true) String trackingId,
        @NotNull PaymentMethod paymentMethod,
        @NotNull Money subtotal,
        @NotNull Money due,
        @NotNull DestinationView shippingAddress,

        @Schema(example = "Ring twice", description = "The buyer's")
        String note,

        @Schema(example = "Blue Dart") String carrier,
        @Schema(example = "BD 4711") String carrierTrackingNumber,

        @NotNull @Schema(minimum = "0", maximum = "3", example = "1")
        Integer deliveryAttempts,

        @NotNull Instant placedAt,
        @NotNull Instant updatedAt,
        @NotNull @Schema(minItems = 1) List<LineView> lines) {

    static MerchantOrderView of(MerchantOrder part) {
        Order order = part.order();
        String currency = order.currency();
        return new MerchantOrderView(
                Ids.format(part.id()),
                Ids.format(order.id()),
                order.number(),
                Ids.format(part.merchantId()),
                part.status(),
                part.trackingId(),
                order.paymentMethod(),
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
