package dev.pesto.order.payments;

import static dev.pesto.order.OrderApi.post;
import static dev.pesto.order.OrderApi.shown;
import static dev.pesto.order.OrderApi.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.order.HeldRow;
import dev.pesto.order.LawsHold;
import dev.pesto.order.OrderApi.Person;
import dev.pesto.order.OrderRows;
import dev.pesto.order.WaitingLine;
import dev.pesto.order.orders.entity.OrderStatus;
import dev.pesto.order.settlement.entity.PaymentMethod;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import dev.pesto.sql.testing.TestDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A payment and what may get in its way. Both wait for the order's row before either has it. */
@OnPayara
class PaymentRacesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Connection connection;
    private OrderRows rows;
    private Person buyer;
    private long merchant;

    @BeforeEach
    void people() throws Exception {
        connection = TestDatabase.connect();
        rows = new OrderRows(connection);
        buyer = Person.buyer(rows.account("BUYER"));
        merchant = rows.account("MERCHANT");
    }

    @AfterEach
    void lawsHold() throws Exception {
        connection.close();
        LawsHold.now();
    }

    @Test
    @DisplayName("Y3 two payments that wait for the order together: one is captured, the other refused")
    void twoPayments() throws Exception {
        OrderRows.Placed order = waiting("tok_ok");
        try (WaitingLine line = behind(order)) {
            List<Server.Answer> answers =
                    line.join(() -> pay(order, "a")).join(() -> pay(order, "b")).letGo();

            assertThat(answers).extracting(Server.Answer::status).containsExactlyInAnyOrder(201, 409);
            assertThat(answers)
                    .filteredOn(a -> a.status() == 409)
                    .extracting(Server.Answer::code)
                    .allMatch(code -> code.equals("payment_in_progress") || code.equals("invalid_transition"));
        }
        assertThat(attempts(order)).isEqualTo("CAPTURED");
        assertThat(state(order)).isEqualTo("PLACED CAPTURED");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("Y4, Y5 payment against cancellation: a cancelled order keeps no money, whenever the answer came")
    void cancelled(boolean paymentFirst) throws Exception {
        OrderRows.Placed order = waiting("tok_ok");
        try (WaitingLine line = behind(order)) {
            if (paymentFirst) {
                // The attempt is written, the cancellation comes next, and the provider's answer finds a cancelled
                // order.
                line.join(() -> pay(order, "k")).join(() -> cancel(order));
            } else {
                line.join(() -> cancel(order)).join(() -> pay(order, "k"));
            }
            assertThat(line.letGo())
                    .extracting(Server.Answer::status)
                    .contains(201)
                    .allMatch(s -> s == 201 || s == 409);
        }

        assertThat(rows.value("SELECT status FROM orders WHERE id = ?", order.id()))
                .isEqualTo("CANCELLED");
        assertThat(reserved(order)).isEqualTo("0");
        String captured = String.valueOf(attempts(order));
        assertThat(captured).isIn("CAPTURED", "null");
        if (captured.equals("CAPTURED")) {
            assertThat(until(PATIENCE, "200 DONE", () -> givenBack(order))).isEqualTo("200 DONE");
        } else {
            assertThat(givenBack(order)).isNull();
        }
    }

    @Test
    @DisplayName(
            "Y5, Y6 the hold ends while the provider is silent: the order expires once, the late capture is voided")
    void expiredMeanwhile() throws Exception {
        OrderRows.Placed order = waiting("tok_timeout");
        HeldRow held = HeldRow.ofOrder(order.id());
        try (WaitingLine line = WaitingLine.behind(held, rows)) {
            line.join(() -> pay(order, "k"));
            held.run("UPDATE orders SET expires_at = ? WHERE id = ?", System.currentTimeMillis() - 1, order.id());
            assertThat(line.letGo().get(0).status()).isIn(201, 409);
        }

        assertThat(until(PATIENCE, "EXPIRED CANCELLED", () -> state(order)))
                .isIn("EXPIRED CANCELLED", "EXPIRED REFUND_PENDING");
        assertThat(rows.value(
                        "SELECT COUNT(*) FROM order_event WHERE merchant_order_id = ? AND type = 'EXPIRED'",
                        order.part().id()))
                .isEqualTo("1");
        assertThat(reserved(order)).isEqualTo("0");
        if (attempts(order) != null) {
            assertThat(until(PATIENCE, "200 DONE", () -> givenBack(order))).isEqualTo("200 DONE");
            assertThat(attempts(order)).isEqualTo("CAPTURED");
        }
        assertThat(state(order)).isEqualTo("EXPIRED CANCELLED");
    }

    private WaitingLine behind(OrderRows.Placed order) throws Exception {
        return WaitingLine.behind(HeldRow.ofOrder(order.id()), rows);
    }

    private OrderRows.Placed waiting(String token) throws Exception {
        return rows.order(PaymentMethod.CARD, token, OrderStatus.PENDING_PAYMENT, buyer.id(), merchant);
    }

    private Server.Answer pay(OrderRows.Placed order, String key) {
        return post(buyer, "orders/" + shown(order.id()) + "/payments", "{}", key);
    }

    private Server.Answer cancel(OrderRows.Placed order) {
        return post(buyer, "orders/" + shown(order.id()) + "/cancellation", null);
    }

    private String state(OrderRows.Placed order) throws Exception {
        return rows.value("SELECT CONCAT(status, ' ', payment_status) FROM orders WHERE id = ?", order.id());
    }

    private String attempts(OrderRows.Placed order) throws Exception {
        return rows.value("SELECT GROUP_CONCAT(status) FROM payment WHERE order_id = ?", order.id());
    }

    private String givenBack(OrderRows.Placed order) throws Exception {
        return rows.value(
                "SELECT CONCAT(SUM(amount), ' ', GROUP_CONCAT(status)) FROM refund WHERE order_id = ?", order.id());
    }

    private String reserved(OrderRows.Placed order) throws Exception {
        return rows.value(
                "SELECT reserved FROM stock WHERE product_id = ?", order.part().product());
    }
}
