package dev.pesto.order.payments;

import static dev.pesto.order.OrderApi.get;
import static dev.pesto.order.OrderApi.post;
import static dev.pesto.order.OrderApi.shown;
import static dev.pesto.order.OrderApi.until;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OnPayara
class PaymentsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

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
    @DisplayName("Y1, Y2, Y4 a payment is taken once for its key, and places the order")
    void paid() throws Exception {
        OrderRows.Placed order = waiting("tok_ok");
        Server.Answer first = pay(order, "k1");
        Server.Answer again = pay(order, "k1");

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(first.json().path("status").asText()).isEqualTo("CAPTURED");
        assertThat(first.json().path("amount").path("amount").asLong()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(pay(order, "k2").code()).isEqualTo("invalid_transition");
        assertThat(state(order)).isEqualTo("PLACED CAPTURED");
        assertThat(get(buyer, "orders/" + shown(order.id()) + "/payments")
                        .json()
                        .path("items"))
                .hasSize(1);
        assertThat(get(Person.buyer(rows.account("BUYER")), "orders/" + shown(order.id()) + "/payments")
                        .status())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("Y3 whoever cannot pay an order is told the true reason")
    void whyNot() throws Exception {
        Map<OrderRows.Placed, String> reasons = Map.of(
                rows.order(PaymentMethod.COD, null, OrderStatus.PLACED, buyer.id(), merchant.id()), "cash",
                rows.order(PaymentMethod.CARD, "tok_ok", OrderStatus.PLACED, buyer.id(), merchant.id()), "paid already",
                rows.order(PaymentMethod.CARD, "tok_ok", OrderStatus.EXPIRED, buyer.id(), merchant.id()), "EXPIRED");
        for (Map.Entry<OrderRows.Placed, String> reason : reasons.entrySet()) {
            Server.Answer answer = pay(reason.getKey(), "new");
            assertThat(answer.status() + " " + answer.code()).isEqualTo("409 invalid_transition");
            assertThat(answer.json().path("detail").asText())
                    .contains(reason.getValue())
                    .doesNotContain("cannot become");
            assertThat(answer.json().path("requested").asText()).isEqualTo("PAID");
        }
    }

    @Test
    @DisplayName("Y3 two payments at once: one is captured, the other refused")
    void twoAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            OrderRows.Placed order = waiting("tok_ok");
            List<Server.Answer> answers = Race.of(() -> pay(order, "a"), () -> pay(order, "b"));
            assertThat(answers).extracting(Server.Answer::status).containsExactlyInAnyOrder(201, 409);
            assertThat(rows.value("SELECT COUNT(*) FROM payment WHERE order_id = ?", order.id()))
                    .isEqualTo("1");
        }
    }

    @Test
    @DisplayName("Y6 the third decline expires the order and frees its stock")
    void threeDeclines() throws Exception {
        OrderRows.Placed order = waiting("tok_decline");
        for (int i = 1; i <= 3; i++) {
            assertThat(pay(order, "k" + i).json().path("status").asText()).isEqualTo("DECLINED");
        }
        assertThat(state(order)).isEqualTo("EXPIRED CANCELLED");
        assertThat(reserved(order)).isEqualTo("0");
        assertThat(pay(order, "k4").code()).isEqualTo("invalid_transition");
    }

    @Test
    @DisplayName("Y6 the end of the hold expires the order, once")
    void holdEnds() throws Exception {
        OrderRows.Placed order = waitingFor("tok_ok", -1000);

        assertThat(until(PATIENCE, "EXPIRED CANCELLED", () -> state(order))).isEqualTo("EXPIRED CANCELLED");
        assertThat(reserved(order)).isEqualTo("0");
        assertThat(rows.value(
                        "SELECT COUNT(*) FROM order_event WHERE merchant_order_id = ? AND type = 'EXPIRED'",
                        order.part().id()))
                .isEqualTo("1");
    }

    @Test
    @DisplayName("Y6 payment against the end of the hold: paid or expired, never both")
    void paymentAgainstExpiry() throws Exception {
        for (int round = 0; round < 5; round++) {
            OrderRows.Placed order = waitingFor("tok_ok", 0);
            Server.Answer answer = pay(order, "k");
            assertThat(answer.status()).isIn(201, 409);
            String state = state(order);
            assertThat(state).isIn("PLACED CAPTURED", "EXPIRED CANCELLED", "EXPIRED REFUND_PENDING");
            assertThat(reserved(order)).isEqualTo(state.startsWith("PLACED") ? "2" : "0");
        }
    }

    @Test
    @DisplayName("Y2 an attempt without an answer is asked about again, by the instance or its client")
    void timeout() throws Exception {
        OrderRows.Placed order = waiting("tok_timeout");
        assertThat(pay(order, "k").json().path("status").asText()).isEqualTo("PENDING");
        assertThat(pay(order, "k2").code()).isIn("payment_in_progress", "invalid_transition");

        assertThat(until(PATIENCE, "PLACED CAPTURED", () -> state(order))).isEqualTo("PLACED CAPTURED");
        assertThat(pay(order, "k").json().path("status").asText()).isEqualTo("CAPTURED");
    }

    @Test
    @DisplayName("Y5, Y7 success after the hold is captured and voided")
    void lateSuccess() throws Exception {
        OrderRows.Placed order = waitingFor("tok_late_success", 3000);
        assertThat(pay(order, "k").json().path("status").asText()).isEqualTo("PENDING");

        assertThat(until(
                        PATIENCE,
                        "VOID DONE 200",
                        () -> rows.value(
                                "SELECT CONCAT(kind, ' ', status, ' ', amount) FROM refund WHERE order_id = ?",
                                order.id())))
                .isEqualTo("VOID DONE 200");
        assertThat(state(order)).isEqualTo("EXPIRED CANCELLED");
    }

    @Test
    @DisplayName("Y7 the money of a part that its merchant gives up goes back")
    void refunded() throws Exception {
        OrderRows.Placed order =
                rows.order(PaymentMethod.CARD, "tok_ok", OrderStatus.PLACED, buyer.id(), merchant.id(), other.id());
        String reason = "{\"reason\":\"gone\"}";

        reject(order, 0, merchant, reason);
        assertThat(until(PATIENCE, "PLACED PARTLY_REFUNDED", () -> state(order)))
                .isEqualTo("PLACED PARTLY_REFUNDED");
        reject(order, 1, other, reason);
        assertThat(until(PATIENCE, "REJECTED REFUNDED", () -> state(order))).isEqualTo("REJECTED REFUNDED");
    }

    private static void reject(OrderRows.Placed order, int part, Person person, String reason) {
        String id = shown(order.parts().get(part).id());
        assertThat(post(person, "merchant-orders/" + id + "/rejection", reason).status())
                .isEqualTo(201);
    }

    private OrderRows.Placed waiting(String token) throws Exception {
        return rows.order(
                PaymentMethod.CARD, token, OrderStatus.PENDING_PAYMENT, buyer.id(), new long[] {merchant.id()});
    }

    private OrderRows.Placed waitingFor(String token, long millis) throws Exception {
        return rows.heldUntil(
                System.currentTimeMillis() + millis,
                PaymentMethod.CARD,
                token,
                OrderStatus.PENDING_PAYMENT,
                buyer.id(),
                merchant.id());
    }

    private Server.Answer pay(OrderRows.Placed order, String key) {
        return post(buyer, "orders/" + shown(order.id()) + "/payments", "{}", key);
    }

    private String state(OrderRows.Placed order) throws Exception {
        return rows.value("SELECT CONCAT(status, ' ', payment_status) FROM orders WHERE id = ?", order.id());
    }

    private String reserved(OrderRows.Placed order) throws Exception {
        return rows.value(
                "SELECT reserved FROM stock WHERE product_id = ?", order.part().product());
    }
}
