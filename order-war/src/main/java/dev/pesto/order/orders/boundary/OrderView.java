package dev.pesto.order.orders.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.money.Money;
import dev.pesto.order.orders.entity.MerchantOrder;
import dev.pesto.order.orders.entity.Order;
import dev.pesto.order.orders.entity.OrderLine;
import dev.pesto.order.orders.entity.OrderStatus;
import dev.pesto.order.orders.entity.ShippingAddress;
import dev.pesto.order.settlement.entity.PaymentMethod;
import dev.pesto.order.settlement.entity.PaymentStatus;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An order as its buyer sees it: whole, always in this shape. */
@Schema(name = "Order")
public record OrderView(
        @Schema(ref = "Id", required = true) String id,

        @NotNull @Schema(example = "P-0HZX4M7Q2V3KD", description = "For people, on paper and on the phone")
        String number,

        @NotNull OrderStatus status,
        @NotNull Instant placedAt,

        @NotNull @Schema(example = "INR", description = "ISO 4217; the one of all its amounts")
        String currency,

        @NotNull Money total,
        @NotNull Address shippingAddress,
        @NotNull Payment payment,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(example = "Ring twice", nullable = true, required = true)
        String note,

        @NotNull @Schema(minItems = 1) List<Part> merchantOrders) {

    /** Where it goes. */
    @Schema(name = "ShippingAddress")
    public record Address(
            @Schema(ref = "Id", required = true) String addressId,
            @NotNull @Schema(example = "Asha Rao") String name,
            @NotNull @Schema(example = "12 Church Street") String line1,
            @Schema(example = "Flat 4") String line2,
            @Schema(example = "opposite the library") String landmark,
            @NotNull @Schema(example = "Bengaluru") String city,
            @Schema(example = "Karnataka") String state,
            @NotNull @Schema(example = "560001") String postalCode,
            @NotNull @Schema(example = "IN") String country,
            @Schema(example = "+91 98450 00000") String phone) {

        static Address of(ShippingAddress address) {
            return new Address(
                    Ids.format(address.id()),
                    address.name(),
                    address.line1(),
                    address.line2(),
                    address.landmark(),
                    address.city(),
                    address.state(),
                    address.postalCode(),
                    address.country(),
                    address.phone());
        }
    }

    /**
     * How it is paid and how far.
     *
     * @param expiresAt end of the hold while a prepaid order waits for its payment
     */
    @Schema(name = "OrderPayment")
    public record Payment(
            @NotNull PaymentMethod method,
            @NotNull PaymentStatus status,
            @NotNull Money due,
            Instant expiresAt) {}

    /** The part of one merchant. */
    @Schema(name = "OrderPart")
    public record Part(
            @Schema(ref = "Id", required = true) String id,
            @Schema(ref = "Id", required = true) String merchantId,
            @NotNull OrderStatus status,
            @Schema(ref = "TrackingId", required = true) String trackingId,
            @NotNull Money subtotal,
            @NotNull @Schema(minItems = 1) List<Line> lines) {

        static Part of(MerchantOrder part, String currency) {
            return new Part(
                    Ids.format(part.id()),
                    Ids.format(part.merchantId()),
                    part.status(),
                    part.trackingId(),
                    new Money(part.subtotal(), currency),
                    part.lines().stream().map(line -> Line.of(line, currency)).toList());
        }
    }

    /** A product as it was when the order was placed. */
    @Schema(name = "OrderLine")
    public record Line(
            @Schema(ref = "Id", required = true) String productId,
            @NotNull @Schema(example = "TEA-DARJ-250") String sku,

            @NotNull @Schema(example = "Darjeeling first flush, 250 g")
            String name,

            @NotNull @Schema(minimum = "1", maximum = "999", example = "2")
            Integer quantity,

            @NotNull Money unitPrice,
            @NotNull Money lineTotal) {

        static Line of(OrderLine line, String currency) {
            return new Line(
                    Ids.format(line.productId()),
                    line.sku(),
                    line.name(),
                    line.quantity(),
                    new Money(line.unitPrice(), currency),
                    new Money(line.lineTotal(), currency));
        }
    }

    static OrderView of(Order order) {
        return of(order, order.parts());
    }

    /** @param parts all of the order's, where they have been read already */
    static OrderView of(Order order, List<MerchantOrder> parts) {
        String currency = order.currency();
        return new OrderView(
                Ids.format(order.id()),
                order.number(),
                order.status(),
                Instant.ofEpochMilli(order.placedAt()),
                currency,
                new Money(order.total(), currency),
                Address.of(order.shippingAddress()),
                new Payment(
                        order.paymentMethod(),
                        order.paymentStatus(),
                        new Money(order.paymentDue(), currency),
                        order.expiresAt() == null || !order.isAwaitingPayment()
                                ? null
                                : Instant.ofEpochMilli(order.expiresAt())),
                order.note(),
                parts.stream().map(part -> Part.of(part, currency)).toList());
    }
}
