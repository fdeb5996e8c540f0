package dev.pesto.order.payments.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.money.Money;
import dev.pesto.order.settlement.entity.Payment;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An attempt to pay.
 *
 * @param decidedAt absent while PENDING
 */
@Schema(name = "Payment", description = "An attempt to pay an order")
public record PaymentView(
        @Schema(ref = "Id", required = true) String id,
        @Schema(ref = "Id", required = true) String orderId,
        @NotNull Payment.Status status,
        @NotNull Money amount,
        @NotNull Instant createdAt,
        Instant decidedAt) {

    static PaymentView of(Payment payment) {
        return new PaymentView(
                Ids.format(payment.id()),
                Ids.format(payment.orderId()),
                payment.status(),
                new Money(payment.amount(), payment.currency()),
                Instant.ofEpochMilli(payment.createdAt()),
                payment.decidedAt() == null ? null : Instant.ofEpochMilli(payment.decidedAt()));
    }
}
