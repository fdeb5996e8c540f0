package dev.pesto.order.orders.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.money.Money;
import dev.pesto.order.orders.entity.MerchantOrder;
import dev.pesto.order.orders.entity.Order;
import dev.pesto.order.orders.entity.OrderLine;
import dev.pesto.order.orders.entity.ShippingAddress;
import java.time.Instant;
import java.util.List;

/** An order as its buyer sees it: whole, always in this shape. */
public record OrderView(
        String id,
        String number,
        String status,
        Instant placedAt,
        String currency,
        Money total,
        Address shippingAddress,
        Payment payment,
        String note,
        List<Part> merchantOrders) {

    /** Where it goes. */
    public record Address(
            String addressId,
            String name,
            String line1,
            String line2,
            String landmark,
            String city,
            String state,
            String postalCode,
            String country,
            String phone) {

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
    public record Payment(String method, String status, Money due, Instant expiresAt) {}

    /** The part of one merchant. */
    public record Part(
            String id, String merchantId, String status, String trackingId, Money subtotal, List<Line> lines) {

        static Part of(MerchantOrder part, String currency) {
            return new Part(
                    Ids.format(part.id()),
                    Ids.format(part.merchantId()),
                    part.status().name(),
                    part.trackingId(),
                    new Money(part.subtotal(), currency),
                    part.lines().stream().map(line -> Line.of(line, currency)).toList());
        }
    }

    /** A product as it was when the order was placed. */
    public record Line(String productId, String sku, String name, int quantity, Money unitPrice, Money lineTotal) {

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
        String currency = order.currency();
        return new OrderView(
                Ids.format(order.id()),
                order.number(),
                order.status().name(),
                Instant.ofEpochMilli(order.placedAt()),
                currency,
                new Money(order.total(), currency),
                Address.of(order.shippingAddress()),
                new Payment(
                        order.paymentMethod().name(),
                        order.paymentStatus().name(),
                        new Money(order.paymentDue(), currency),
                        order.expiresAt() == null || !order.isAwaitingPayment()
                                ? null
                                : Instant.ofEpochMilli(order.expiresAt())),
                order.note(),
                order.parts().stream().map(part -> Part.of(part, currency)).toList());
    }
}
