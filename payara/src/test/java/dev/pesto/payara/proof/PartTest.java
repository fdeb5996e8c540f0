package dev.pesto.payara.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.commons.ids.Ids;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R4 a merchant order in the clients' ledger")
class PartTest {
    private final Part part = Part.of(Doors.JSON.valueToTree(Map.of(
            "id",
            Ids.format(7),
            "subtotal",
            Map.of("amount", 500),
            "lines",
            List.of(Map.of("productId", Ids.format(3), "quantity", 2)))));

    @Test
    @DisplayName("is where the farthest answer says, whichever came last")
    void answersOvertakeEachOther() {
        part.told("ACCEPTED");
        part.told("PLACED");

        assertThat(part.status()).isEqualTo("ACCEPTED");
        assertThat(part.allows("ACCEPTED", false)).isTrue();
        assertThat(part.allows("PLACED", false)).isFalse();
    }

    @Test
    @DisplayName("goes on without a client only where the system does: paid in the end, or expired")
    void bySystem() {
        assertThat(part.allows("EXPIRED", true)).isTrue();
        assertThat(part.allows("PLACED", true)).isTrue();
        assertThat(part.allows("EXPIRED", false)).isFalse();
        assertThat(part.allows("CANCELLED", true)).isFalse();
        part.told("PLACED");
        assertThat(part.allows("EXPIRED", true)).isFalse();
    }

    @Test
    @DisplayName("R6 may have taken a step that was refused while something was pulled")
    void uncertain() {
        part.told("PACKED");
        part.maybe("CANCELLED");
        part.maybe("ACCEPTED");

        assertThat(part.allows("CANCELLED", false)).isTrue();
        assertThat(part.allows("ACCEPTED", false)).isFalse();
    }
}
