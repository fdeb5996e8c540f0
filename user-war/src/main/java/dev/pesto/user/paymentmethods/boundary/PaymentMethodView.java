package dev.pesto.user.paymentmethods.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.user.paymentmethods.entity.PaymentMethod;
import dev.pesto.user.paymentmethods.entity.PaymentType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A payment method as its owner sees it. */
@Schema(name = "PaymentMethod")
public record PaymentMethodView(
        @Schema(example = "0HZX4M7Q2V3KD") String id,
        PaymentType type,
        @Schema(example = "tok_ok") String token,
        @Schema(example = "Visa") String brand,
        @Schema(example = "4242") String last4,
        @Schema(example = "12") Integer expMonth,
        @Schema(example = "2031") Integer expYear,
        Instant createdAt) {

    static PaymentMethodView of(PaymentMethod method) {
        return new PaymentMethodView(
                Ids.format(method.id()),
                method.type(),
                method.token(),
                method.brand(),
                method.last4(),
                method.expMonth(),
                method.expYear(),
                method.createdAt());
    }
}
