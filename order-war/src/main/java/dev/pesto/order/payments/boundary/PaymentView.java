package dev.pesto.order.payments.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.money.Money;
import dev.pesto.order.settlement.entity.Payment;
import java.time.Instant;

/**
 * An attempt to pay.
 *
 * @param decidedAt absent while PENDING
 */
public record PaymentView(
        String id, String orderId, String status, Money amount, Instant createdAt, Instant decidedAt) {

    static PaymentView of(Payment payment) {
        return new PaymentView(
                Ids.format(payment.id()),
                Ids.format(payment.orderId()),
                payment.status().name(),
                new Money(payment.amount(), payment.currency()),
                Instant.ofEpochMilli(payment.createdAt()),
                payment.decidedAt() == null ? null : Instant.ofEpochMilli(payment.decidedAt()));
    }
}
