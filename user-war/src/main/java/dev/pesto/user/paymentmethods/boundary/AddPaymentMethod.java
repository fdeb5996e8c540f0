package dev.pesto.user.paymentmethods.boundary;

import dev.pesto.commons.problem.FieldError;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.user.paymentmethods.entity.PaymentType;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A buyer adds a way to pay: {@code type} alone for COD, all members for CARD. */
public record AddPaymentMethod(
        @Schema(example = "CARD") @NotNull PaymentType type,

        @Schema(example = "tok_ok", description = "the provider's token, never a card number")
        @Pattern(regexp = "[!-~]{1,200}", message = "1 to 200 visible ASCII characters are needed") String token,

        @Schema(example = "Visa")
        @Size(min = 1, max = 40) @Pattern(regexp = "[^\\x00-\\x1F\\x7F-\\x9F]*", message = "control characters are not text") String brand,

        @Schema(example = "4242") @Pattern(regexp = "[0-9]{4}", message = "four digits are needed") String last4,

        @Schema(example = "12") @Min(1) @Max(12) Integer expMonth,
        @Schema(example = "2031") @Min(2000) @Max(2100) Integer expYear) {

    /**
     * R4.2 and R4.5, which no annotation can say.
     *
     * @param present the month of today, where that is the earliest
     */
    AddPaymentMethod checked(YearMonth present) {
        Map<String, Object> ofCard = new LinkedHashMap<>();
        ofCard.put("/token", token);
        ofCard.put("/brand", brand);
        ofCard.put("/last4", last4);
        ofCard.put("/expMonth", expMonth);
        ofCard.put("/expYear", expYear);
        List<FieldError> errors = new ArrayList<>();
        ofCard.forEach((pointer, value) -> {
            if (type == PaymentType.CARD && value == null) {
                errors.add(new FieldError(pointer, "required", "a card needs it"));
            } else if (type == PaymentType.COD && value != null) {
                errors.add(new FieldError(pointer, "not_allowed", "cash on delivery has none"));
            }
        });
        if (errors.isEmpty()
                && type == PaymentType.CARD
                && YearMonth.of(expYear, expMonth).isBefore(present)) {
            String pointer = expYear < present.getYear() ? "/expYear" : "/expMonth";
            errors.add(new FieldError(pointer, "expired", "the card has expired"));
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
        return this;
    }
}
