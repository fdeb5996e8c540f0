package dev.pesto.order.operations;

import static dev.pesto.order.OrderApi.get;
import static dev.pesto.order.OrderApi.shown;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.order.OrderApi.Person;
import dev.pesto.order.OrderRows;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.TestDatabase;
import java.sql.Connection;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OnPayara
class InvariantsIT {

    @Test
    @DisplayName("O1, O3 a row broken by hand is found and named, and the laws hold again without it")
    void brokenRow() throws Exception {
        try (Connection connection = TestDatabase.connect()) {
            OrderRows rows = new OrderRows(connection);
            long product = rows.product(rows.account("MERCHANT"), 10);
            assertThat(read().path("holds").asBoolean()).as(read().toString()).isTrue();

            rows.run("UPDATE stock SET on_hand = 11 WHERE product_id = ?", product);
            JsonNode broken = read();
            rows.run("UPDATE stock SET on_hand = 10 WHERE product_id = ?", product);

            assertThat(broken.path("holds").asBoolean()).isFalse();
            JsonNode law = broken.path("laws").path(1);
            assertThat(law.path("law").asText()).isEqualTo("on_hand_is_ledger");
            assertThat(law.path("holds").asBoolean()).isFalse();
            assertThat(law.path("violations").path(0).path("productId").asText())
                    .isEqualTo(shown(product));
            assertThat(read().path("holds").asBoolean()).isTrue();
        }
    }

    @Test
    @DisplayName("O3 the laws are for an ADMIN")
    void roles() {
        assertThat(get(Person.buyer(1), "ops/invariants").status()).isEqualTo(403);
        assertThat(get(Person.NOBODY, "ops/invariants").status()).isEqualTo(401);
    }

    private static JsonNode read() {
        return get(Person.admin(), "ops/invariants").json();
    }
}
