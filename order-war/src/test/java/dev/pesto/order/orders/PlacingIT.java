package dev.pesto.order.orders;

import static dev.pesto.order.orders.Market.body;
import static dev.pesto.order.orders.Market.key;
import static dev.pesto.order.orders.Market.line;
import static dev.pesto.order.orders.Market.order;
import static dev.pesto.order.orders.Market.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.commons.ids.Ids;
import dev.pesto.order.LawsHold;
import dev.pesto.order.OrderApi;
import dev.pesto.order.OrderApi.Person;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnPayara
class PlacingIT {

    private Market market;
    private Market.Buyer buyer;
    private Person merchant;

    @BeforeEach
    void open() throws Exception {
        market = new Market();
        buyer = market.buyer();
        merchant = market.merchant();
    }

    @AfterEach
    void close() throws Exception {
        market.close();
        LawsHold.now();
    }

    @Test
    @DisplayName("R1, R2, R6 a COD order over two merchants is placed whole, its lines merged")
    void overTwoMerchants() throws Exception {
        long lamp = market.product(merchant, 10);
        long vase = market.product(market.merchant(), 5, 100, "INR");

        Server.Answer placed = order(buyer, key(), line(lamp, 1), line(vase, 2), line(lamp, 2));

        assertThat(placed.status()).isEqualTo(201);
        JsonNode order = placed.json();
        assertThat(placed.header("Location").orElseThrow())
                .endsWith("/api/v1/orders/" + order.path("id").asText());
        assertThat(placed.header("ETag")).contains("\"1\"");
        assertThat(placed.header("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(order.path("status").asText()).isEqualTo("PLACED");
        assertThat(order.at("/total/amount").asLong()).isEqualTo(3 * 129_900 + 200);
        assertThat(order.at("/payment/method").asText()).isEqualTo("COD");
        assertThat(order.at("/payment/status").asText()).isEqualTo("DUE");
        assertThat(order.path("merchantOrders")).hasSize(2);
        assertThat(order.at("/merchantOrders/0/trackingId").asText())
                .isNotEqualTo(order.at("/merchantOrders/1/trackingId").asText());
        assertThat(market.stock("reserved", lamp)).isEqualTo(3);
        assertThat(market.stock("on_hand", lamp)).isEqualTo(10);

        Server.Answer read =
                OrderApi.get(buyer.person(), "orders/" + order.path("id").asText());
        assertThat(read.json()).isEqualTo(order);
        Server.Answer tracking =
                OrderApi.get(buyer.person(), "orders/" + order.path("id").asText() + "/tracking");
        assertThat(tracking.json().path("items")).hasSize(2);
        assertThat(tracking.json().at("/items/0/type").asText()).isEqualTo("ORDER_RECEIVED");
    }

    @Test
    @DisplayName("R6 a prepaid order holds its stock until expiresAt")
    void prepaid() throws Exception {
        long lamp = market.product(merchant, 1);

        JsonNode order =
                send(buyer, key(), body(buyer, buyer.card(), "", line(lamp, 1))).json();

        assertThat(order.path("status").asText()).isEqualTo("PENDING_PAYMENT");
        assertThat(order.at("/payment/status").asText()).isEqualTo("AWAITING");
        assertThat(order.at("/payment/expiresAt").asText())
                .isGreaterThan(order.path("placedAt").asText());
        assertThat(market.stock("reserved", lamp)).isEqualTo(1);
    }

    @Test
    @DisplayName("R4 the same key and JSON value give the order as it is now, another body is refused")
    void sameKey() throws Exception {
        long lamp = market.product(merchant, 10);
        String key = key();
        Server.Answer first = order(buyer, key, line(lamp, 1));
        String id = first.json().path("id").asText();
        OrderApi.post(buyer.person(), "orders/" + id + "/cancellation", null);

        Server.Answer again = send(buyer, key, " " + body(buyer, buyer.cash(), "", line(lamp, 1)));
        Server.Answer other = order(buyer, key, line(lamp, 2));
        Server.Answer somebodyElses = order(market.buyer(), key, line(lamp, 1));

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.json().path("status").asText()).isEqualTo("CANCELLED");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
        assertThat(somebodyElses.header("Idempotent-Replayed")).isEmpty();
        assertThat(market.orders(buyer)).isEqualTo(1);
    }

    @Test
    @DisplayName("R2 every short product is named once, nothing is reserved, and the key is free again")
    void outOfStock() throws Exception {
        long lamp = market.product(merchant, 2);
        long vase = market.product(market.merchant(), 0);
        long plenty = market.product(merchant, 5);
        String key = key();

        Server.Answer refused = order(buyer, key, line(plenty, 1), line(lamp, 2), line(vase, 1), line(lamp, 1));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("out_of_stock");
        assertThat(refused.json().path("items")).hasSize(2);
        assertThat(market.stock("reserved", plenty)).isZero();
        assertThat(order(buyer, key, line(lamp, 2)).status()).isEqualTo(201);
    }

    @Test
    @DisplayName("R5 what is not the buyer's, or not for sale, is unknown")
    void unknown() throws Exception {
        long lamp = market.product(merchant, 9);
        long archived = market.product(merchant, 9);
        market.rows.run("UPDATE product SET status = 'ARCHIVED' WHERE id = ?", archived);
        Person locked = market.merchant();
        long lockedOnes = market.product(locked, 9);
        market.rows.run("UPDATE account SET status = 'LOCKED' WHERE id = ?", locked.id());
        Market.Buyer stranger = market.buyer();

        assertThat(order(buyer, key(), line(archived, 1)).code()).isEqualTo("unknown_product");
        assertThat(order(buyer, key(), line(lockedOnes, 1)).code()).isEqualTo("unknown_product");
        assertThat(order(buyer, key(), "{\"productId\":\"nonsense\",\"quantity\":1}")
                        .code())
                .isEqualTo("unknown_product");
        Market.Buyer elsewhere = new Market.Buyer(buyer.person(), stranger.address(), buyer.cash(), buyer.card());
        assertThat(order(elsewhere, key(), line(lamp, 1)).code()).isEqualTo("unknown_address");
        Server.Answer method = send(buyer, key(), body(buyer, stranger.cash(), "", line(lamp, 1)));
        assertThat(method.status()).isEqualTo(422);
        assertThat(method.code()).isEqualTo("unknown_payment_method");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4294967297", "1.9", "1.0", "1e0", "\"5\"", "null", "0", "-1", "1000", "true", "[1]"})
    @DisplayName("R2 a quantity is an integer from 1 to 999")
    void strictNumbers(String quantity) throws Exception {
        long lamp = market.product(merchant, 9);

        Server.Answer answer =
                order(buyer, key(), "{\"productId\":\"" + Ids.format(lamp) + "\",\"quantity\":" + quantity + "}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/lines/0/quantity");
        assertThat(market.orders(buyer)).isZero();
    }

    @Test
    @DisplayName("R4 without a key there is no order")
    void keyRequired() {
        Server.Answer answer = OrderApi.post(buyer.person(), "orders", "{}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("idempotency_key_required");
    }
}
