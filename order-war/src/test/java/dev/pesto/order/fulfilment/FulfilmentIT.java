package dev.pesto.order.fulfilment;

import static dev.pesto.order.OrderApi.get;
import static dev.pesto.order.OrderApi.post;
import static dev.pesto.order.OrderApi.shown;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.order.LawsHold;
import dev.pesto.order.OrderApi.Person;
import dev.pesto.order.OrderRows;
import dev.pesto.order.Race;
import dev.pesto.order.orders.entity.OrderStatus;
import dev.pesto.order.settlement.entity.PaymentMethod;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import dev.pesto.sql.testing.TestDatabase;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OnPayara
class FulfilmentIT {

    private static final String CASH = "{\"amount\":{\"amount\":200,\"currency\":\"INR\"}}";

    private Connection connection;
    private OrderRows rows;
    private Person merchant;
    private Person other;
    private Person buyer;

    @BeforeEach
    void people() throws Exception {
        connection = TestDatabase.connect();
        rows = new OrderRows(connection);
        merchant = Person.merchant(rows.account("MERCHANT"));
        other = Person.merchant(rows.account("MERCHANT"));
        buyer = Person.buyer(rows.account("BUYER"));
    }

    @AfterEach
    void lawsHold() throws Exception {
        connection.close();
        LawsHold.now();
    }

    @Test
    @DisplayName("F3, F4, F6 a COD part goes its way to the end")
    void cashOnDelivery() throws Exception {
        OrderRows.Placed order = cod(merchant);
        OrderRows.Part part = order.part();

        assertThat(post(merchant, path(part, "acceptance"), null).status()).isEqualTo(201);
        assertThat(post(merchant, path(part, "packing"), null).status()).isEqualTo(201);
        Server.Answer shipped =
                post(merchant, path(part, "shipment"), "{\"carrier\":\"Post\",\"carrierTrackingNumber\":\"P1\"}");
        assertThat(shipped.status()).isEqualTo(201);
        assertThat(shipped.header("Location")).get().asString().endsWith("/merchant-orders/" + shown(part.id()));
        assertThat(shipped.json().path("carrier").asText()).isEqualTo("Post");
        assertThat(rows.value("SELECT CONCAT(on_hand, '/', reserved) FROM stock WHERE product_id = ?", part.product()))
                .isEqualTo("8/0");

        assertThat(report(part, "OUT_FOR_DELIVERY").status()).isEqualTo(201);
        Server.Answer early = report(part, "DELIVERED");
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.json().path("allowed").toString()).isEqualTo("[\"DELIVERY_FAILED\"]");

        Server.Answer collected = post(merchant, path(part, "cash-collection"), CASH);
        assertThat(collected.status()).as(collected.text()).isEqualTo(201);
        assertThat(collected.json().path("due").path("amount").asLong()).isZero();
        assertThat(post(merchant, path(part, "cash-collection"), CASH).status()).isEqualTo(200);
        assertThat(report(part, "DELIVERY_FAILED").status()).isEqualTo(409);
        assertThat(report(part, "DELIVERED").status()).isEqualTo(201);

        assertThat(rows.value("SELECT CONCAT(status, ' ', payment_status) FROM orders WHERE id = ?", order.id()))
                .isEqualTo("DELIVERED COLLECTED");
        assertThat(types(get(buyer, "tracking/" + part.trackingId()).json()))
                .containsExactly(
                        "ORDER_RECEIVED",
                        "ACCEPTED",
                        "PACKED",
                        "SHIPPED",
                        "OUT_FOR_DELIVERY",
                        "CASH_COLLECTED",
                        "DELIVERED");
    }

    @Test
    @DisplayName("F6 only the exact subtotal is taken, and only at the door")
    void wrongCash() throws Exception {
        OrderRows.Part part = cod(merchant).part();

        Server.Answer wrong =
                post(merchant, path(part, "cash-collection"), "{\"amount\":{\"amount\":199,\"currency\":\"INR\"}}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.json().path("errors").path(0).path("pointer").asText()).isEqualTo("/amount");
        Server.Answer early = post(merchant, path(part, "cash-collection"), CASH);
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.code()).isEqualTo("invalid_transition");
    }

    @Test
    @DisplayName("F6 it is delivered after its cash was taken and not before, not failed after, and told why")
    void cashFirst() throws Exception {
        OrderRows.Part part = rows.order(PaymentMethod.COD, null, OrderStatus.SHIPPED, buyer.id(), merchant.id())
                .part();
        assertThat(report(part, "OUT_FOR_DELIVERY").status()).isEqualTo(201);

        assertRefused(report(part, "DELIVERED"), "[\"DELIVERY_FAILED\"]", "cash has not been collected");
        assertThat(post(merchant, path(part, "cash-collection"), CASH).status()).isEqualTo(201);
        assertRefused(report(part, "DELIVERY_FAILED"), "[\"DELIVERED\"]", "cash has been collected");
        assertThat(report(part, "DELIVERED").status()).isEqualTo(201);
    }

    private static void assertRefused(Server.Answer answer, String allowed, String why) {
        assertThat(answer.status() + " " + answer.code()).as(answer.text()).isEqualTo("409 invalid_transition");
        assertThat(answer.json().path("allowed").toString()).isEqualTo(allowed);
        assertThat(answer.json().path("detail").asText()).contains(why);
    }

    @Test
    @DisplayName("F6, S2 the cash of two merchants is collected one after the other; what dies is not due any more")
    void cashOfTwo() throws Exception {
        OrderRows.Placed order = rows.order(
                PaymentMethod.COD, null, OrderStatus.OUT_FOR_DELIVERY, buyer.id(), merchant.id(), other.id());
        assertThat(payment(order)).isEqualTo("DUE 400");
        assertThat(post(merchant, path(order.parts().get(0), "cash-collection"), CASH)
                        .status())
                .isEqualTo(201);
        assertThat(payment(order)).isEqualTo("PARTLY_COLLECTED 200");
        String second = path(order.parts().get(1), "tracking-events");
        assertThat(post(other, second, "{\"type\":\"DELIVERY_FAILED\"}", "k1").status())
                .isEqualTo(201);
        assertThat(payment(order)).isEqualTo("PARTLY_COLLECTED 200");
        assertThat(post(other, second, "{\"type\":\"RETURNED_TO_ORIGIN\"}", "k2")
                        .status())
                .isEqualTo(201);
        assertThat(payment(order)).isEqualTo("COLLECTED 0");
    }

    private String payment(OrderRows.Placed order) {
        JsonNode payment = get(buyer, "orders/" + shown(order.id())).json().path("payment");
        return payment.path("status").asText() + " " + payment.at("/due/amount").asText();
    }

    @Test
    @DisplayName("F6 after the third failed attempt it can only go back, and its stock with it")
    void threeAttempts() throws Exception {
        OrderRows.Part part = rows.order(PaymentMethod.CARD, "tok_ok", OrderStatus.SHIPPED, buyer.id(), merchant.id())
                .part();
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(report(part, "OUT_FOR_DELIVERY").status()).isEqualTo(201);
            assertThat(report(part, "DELIVERY_FAILED").status()).isEqualTo(201);
        }
        Server.Answer fourth = report(part, "OUT_FOR_DELIVERY");
        assertRefused(fourth, "[\"RETURNED_TO_ORIGIN\"]", "failed 3 times");
        assertThat(report(part, "RETURNED_TO_ORIGIN").status()).isEqualTo(201);
        assertThat(rows.value("SELECT on_hand FROM stock WHERE product_id = ?", part.product()))
                .isEqualTo("10");
    }

    @Test
    @DisplayName("F5 one key, one event; another body with it is refused")
    void keyedEvents() throws Exception {
        OrderRows.Part part = cod(merchant).part();
        String path = path(part, "tracking-events");

        Server.Answer first = post(merchant, path, "{\"type\":\"NOTE\",\"note\":\"on a shelf\"}", "k1");
        Server.Answer again = post(merchant, path, "{\"note\":\"on a shelf\", \"type\":\"NOTE\"}", "k1");
        Server.Answer changed = post(merchant, path, "{\"type\":\"NOTE\",\"note\":\"in a box\"}", "k1");

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(changed.code()).isEqualTo("idempotency_key_reused");
        assertThat(post(merchant, path, "{\"type\":\"NOTE\"}").code()).isEqualTo("idempotency_key_required");
    }

    @Test
    @DisplayName("F7 a timeline is for the buyer, the merchant and an ADMIN, in pages")
    void timeline() throws Exception {
        OrderRows.Part part = cod(merchant).part();
        post(merchant, path(part, "acceptance"), null);
        String path = "tracking/" + part.trackingId();

        for (Person person : List.of(buyer, merchant, Person.admin())) {
            assertThat(get(person, path).status()).isEqualTo(200);
        }
        assertThat(get(other, path).status()).isEqualTo(404);
        assertThat(get(Person.buyer(rows.account("BUYER")), path).status()).isEqualTo(404);
        Server.Answer first = get(buyer, path + "?limit=1");
        JsonNode page = first.json();
        assertThat(types(page)).containsExactly("ORDER_RECEIVED");
        assertThat(first.header("Link").orElseThrow())
                .endsWith(path + "?limit=1&after=" + page.path("next").asText() + ">; rel=\"next\"");
        assertThat(types(get(buyer, path + "?limit=1&after=" + page.path("next").asText())
                        .json()))
                .containsExactly("ACCEPTED");
    }

    @Test
    @DisplayName("no cache keeps where people live and what they buy")
    void personal() throws Exception {
        OrderRows.Part part = cod(merchant).part();
        for (String path :
                List.of("merchant-orders", "merchant-orders/" + shown(part.id()), "tracking/" + part.trackingId())) {
            assertThat(get(merchant, path).header("Cache-Control")).as(path).hasValue("no-store");
        }
    }

    @Test
    @DisplayName("F1, F2 the queue holds a merchant's own, oldest first, in pages that double and skip none")
    void queue() throws Exception {
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            placed.add(shown(cod(merchant).part().id()));
        }
        cod(other);
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = get(merchant, "merchant-orders?limit=2&status=PLACED" + after)
                    .json();
            page.path("items").forEach(item -> seen.add(item.path("id").asText()));
            after = page.has("next") ? "&after=" + page.path("next").asText() : "";
        } while (!after.isEmpty());
        assertThat(seen).isEqualTo(placed);

        JsonNode one = get(merchant, "merchant-orders/" + placed.get(0)).json();
        assertThat(one.path("due").path("amount").asLong()).isEqualTo(200);
        assertThat(one.path("lines")).hasSize(1);
        assertThat(one.path("shippingAddress").path("city").asText()).isEqualTo("C");
        assertThat(get(other, "merchant-orders/" + placed.get(0)).status()).isEqualTo(404);
        assertThat(get(Person.admin(), "merchant-orders/" + placed.get(0)).status())
                .isEqualTo(200);
        assertThat(get(buyer, "merchant-orders").status()).isEqualTo(403);
        assertThat(get(merchant, "merchant-orders?updatedAfter=2999-01-01T00:00:00Z")
                        .json()
                        .path("items"))
                .isEmpty();
        String accepted = placed.get(1);
        assertThat(post(merchant, "merchant-orders/" + accepted + "/acceptance", null)
                        .status())
                .isEqualTo(201);
        String at = get(merchant, "merchant-orders/" + accepted)
                .json()
                .path("updatedAt")
                .asText();
        rows.run(
                "UPDATE merchant_order SET updated_at = updated_at - 1000 WHERE merchant_id = ? AND status = 'PLACED'",
                merchant.id());
        String before = Instant.parse(at).minusMillis(1).toString();
        assertThat(get(merchant, "merchant-orders?updatedAfter=" + before)
                        .json()
                        .path("items"))
                .extracting(item -> item.path("id").asText())
                .containsExactly(accepted);
        assertThat(get(merchant, "merchant-orders?updatedAfter=" + at).json().path("items"))
                .isEmpty();
        assertThat(get(merchant, "merchant-orders?status=LOST").code()).isEqualTo("invalid_parameter");
        assertThat(get(merchant, "merchant-orders?updatedAfter=noon").code()).isEqualTo("invalid_parameter");
    }

    @Test
    @DisplayName("F4 two merchants move their parts at once: both go, and the order's status is the less advanced")
    void twoMerchants() throws Exception {
        for (int round = 0; round < 10; round++) {
            OrderRows.Placed order = cod(merchant, other);
            List<Server.Answer> answers = Race.of(
                    () -> post(merchant, path(order.parts().get(0), "acceptance"), null),
                    () -> post(other, path(order.parts().get(1), "acceptance"), null));
            assertThat(answers).extracting(Server.Answer::status).containsOnly(201);
            assertThat(rows.value("SELECT status FROM orders WHERE id = ?", order.id()))
                    .isEqualTo("ACCEPTED");
        }
    }

    @Test
    @DisplayName("F4 cancellation against shipment: one of them, and the stock agrees")
    void cancellationAgainstShipment() throws Exception {
        for (int round = 0; round < 10; round++) {
            OrderRows.Part part = rows.order(
                            PaymentMethod.CARD, "tok_ok", OrderStatus.PACKED, buyer.id(), merchant.id())
                    .part();
            List<Server.Answer> answers = Race.of(
                    () -> post(merchant, path(part, "cancellation"), "{\"reason\":\"no\"}"),
                    () -> post(merchant, path(part, "shipment"), "{\"carrier\":\"Post\"}"));
            assertThat(answers).extracting(Server.Answer::status).containsExactlyInAnyOrder(201, 409);
            String status = rows.value("SELECT status FROM merchant_order WHERE id = ?", part.id());
            assertThat(rows.value("SELECT on_hand FROM stock WHERE product_id = ?", part.product()))
                    .isEqualTo(status.equals("SHIPPED") ? "8" : "10");
        }
    }

    @Test
    @DisplayName("F3 what is wrong with a body is told to the merchant whose part it is; card numbers are refused")
    void badBodies() throws Exception {
        OrderRows.Part part = cod(merchant).part();

        assertThat(post(merchant, path(part, "rejection"), "{}").status()).isEqualTo(422);
        assertThat(post(other, path(part, "rejection"), "{}").status()).isEqualTo(404);
        assertThat(post(merchant, path(part, "rejection"), "{\"reason\":\"4111 1111 1111 1111\"}")
                        .code())
                .isEqualTo("card_number_not_accepted");
        assertThat(post(merchant, path(part, "acceptance"), "{\"x\":1}").status())
                .isEqualTo(422);
        assertThat(post(merchant, "merchant-orders/nonsense/acceptance", null).status())
                .isEqualTo(404);
    }

    private OrderRows.Placed cod(Person... merchants) throws Exception {
        long[] ids = new long[merchants.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = merchants[i].id();
        }
        return rows.order(PaymentMethod.COD, null, OrderStatus.PLACED, buyer.id(), ids);
    }

    private Server.Answer report(OrderRows.Part part, String type) {
        return post(merchant, path(part, "tracking-events"), "{\"type\":\"" + type + "\"}", "k" + OrderRows.id());
    }

    private static String path(OrderRows.Part part, String step) {
        return "merchant-orders/" + shown(part.id()) + "/" + step;
    }

    private static List<String> types(JsonNode timeline) {
        List<String> types = new ArrayList<>();
        timeline.path("items").forEach(event -> types.add(event.path("type").asText()));
        return types;
    }
}
