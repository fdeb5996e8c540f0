package dev.pesto.user.paymentmethods.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.user.paymentmethods.entity.PaymentMethod;
import dev.pesto.user.paymentmethods.entity.PaymentType;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A payment method as its owner sees it. */
@Schema(name = "PaymentMethod")
public record PaymentMethodView(
        @Schema(ref = "Id", required = true) String id,
        @NotNull PaymentType type,
        @Schema(example = "tok_ok") String token,
        @Schema(example = "Visa") String brand,
        @Schema(example = "4242") String last4,

        @Schema(minimum = "1", maximum = "12", example = "12")
        Integer expMonth,

        @Schema(minimum = "2000", maximum = "2100", example = "2031")
        Integer expYear,

        @NotNull Instant createdAt) {

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
