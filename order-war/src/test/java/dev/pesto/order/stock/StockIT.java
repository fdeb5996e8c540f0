package dev.pesto.order.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.order.LawsHold;
import dev.pesto.order.OrderApi;
import dev.pesto.order.OrderApi.Person;
import dev.pesto.order.OrderRows;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import dev.pesto.sql.testing.TestDatabase;
import java.sql.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OnPayara
class StockIT {

    private Connection connection;
    private OrderRows rows;
    private Person merchant;
    private long product;

    @BeforeEach
    void open() throws Exception {
        connection = TestDatabase.connect();
        rows = new OrderRows(connection);
        merchant = Person.merchant(rows.account("MERCHANT"));
        product = rows.product(merchant.id(), 10);
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        LawsHold.now();
    }

    @Test
    @DisplayName("K1, K2, K3 an adjustment changes stock and ledger once for each key")
    void adjustment() {
        Server.Answer first = adjust("{\"delta\":5,\"reason\":\"delivery\"}", "k1");
        Server.Answer again = adjust("{\"reason\":\"delivery\",\"delta\":5}", "k1");
        Server.Answer other = adjust("{\"delta\":6,\"reason\":\"delivery\"}", "k1");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
        assertThat(OrderApi.get(merchant, path("")).json().path("available").asLong())
                .isEqualTo(15);
        assertThat(OrderApi.get(merchant, path("/adjustments")).json().path("items"))
                .hasSize(2);
    }

    @Test
    @DisplayName("K3 what is promised stays covered; sense and range of delta")
    void refusals() throws Exception {
        rows.run("UPDATE stock SET reserved = 4 WHERE product_id = ?", product);
        try {
            assertThat(adjust("{\"delta\":-7,\"reason\":\"lost\"}", "k").code()).isEqualTo("stock_reserved");
            assertThat(adjust("{\"delta\":-6,\"reason\":\"lost\"}", "k").status())
                    .isEqualTo(201);
        } finally {
            rows.run("UPDATE stock SET reserved = 0 WHERE product_id = ?", product);
        }
        assertThat(adjust("{\"delta\":0,\"reason\":\"none\"}", "k2").status()).isEqualTo(422);
        assertThat(adjust("{\"delta\":1000000000,\"reason\":\"x\"}", "k2").status())
                .isEqualTo(422);
        assertThat(adjust("{\"delta\":1.5,\"reason\":\"x\"}", "k2").status()).isEqualTo(422);
        assertThat(adjust("{\"delta\":1}", "k2").status()).isEqualTo(422);
        assertThat(OrderApi.post(merchant, path("/adjustments"), "{}").code()).isEqualTo("idempotency_key_required");
    }

    @Test
    @DisplayName("K4 another merchant's product does not exist")
    void otherPeoples() throws Exception {
        Person other = Person.merchant(rows.account("MERCHANT"));
        assertThat(OrderApi.get(other, path("")).status()).isEqualTo(404);
        assertThat(OrderApi.post(other, path("/adjustments"), "{}", "k").status())
                .isEqualTo(404);
        assertThat(OrderApi.get(Person.admin(), path("")).status()).isEqualTo(200);
        assertThat(OrderApi.get(Person.buyer(other.id()), path("")).status()).isEqualTo(403);
    }

    private Server.Answer adjust(String json, String key) {
        return OrderApi.post(merchant, path("/adjustments"), json, key);
    }

    private String path(String rest) {
        return "stock/" + OrderApi.shown(product) + rest;
    }
}
