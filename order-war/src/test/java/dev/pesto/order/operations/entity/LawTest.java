package dev.pesto.order.operations.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LawTest {

    @Test
    @DisplayName("O1 the file holds the eight laws, each a sentence and a query")
    void file() {
        assertThat(Law.all())
                .extracting(Law::name)
                .containsExactly(
                        "stock_within_bounds",
                        "on_hand_is_ledger",
                        "reserved_is_living",
                        "one_order_per_key",
                        "total_is_lines",
                        "tracked_from_the_start",
                        "holds_end",
                        "money_is_accounted_for");
        assertThat(Law.all()).allSatisfy(law -> {
            assertThat(law.sql()).startsWith("SELECT").endsWith("LIMIT 100").doesNotContain(";");
            assertThat(law.says()).endsWith(".");
        });
    }
}
