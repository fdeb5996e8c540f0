package dev.pesto.user.paymentmethods.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.commons.problem.FieldError;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.user.paymentmethods.entity.PaymentType;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddPaymentMethodTest {

    private static final YearMonth PRESENT = YearMonth.of(2026, 5);

    @ParameterizedTest
    @CsvSource({
        "2026, 5, ",
        "2026, 6, ",
        "2027, 1, ",
        "2026, 4, /expMonth expired",
        "2025, 12, /expYear expired",
        "2025, 6, /expYear expired"
    })
    @DisplayName("R4.5 a card is good to the end of its month, and refused by the member that tells it")
    void expiry(int year, int month, String refused) {
        assertThat(faults(new AddPaymentMethod(PaymentType.CARD, "tok_ok", "Visa", "4242", month, year)))
                .isEqualTo(refused == null ? List.of() : List.of(refused));
    }

    private static List<String> faults(AddPaymentMethod card) {
        try {
            card.checked(PRESENT);
            return List.of();
        } catch (Refusal refusal) {
            List<?> errors = (List<?>) refusal.members().get("errors");
            return errors.stream()
                    .map(FieldError.class::cast)
                    .map(error -> error.pointer() + " " + error.code())
                    .toList();
        }
    }
}
