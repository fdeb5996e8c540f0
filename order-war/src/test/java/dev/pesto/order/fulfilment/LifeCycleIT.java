package dev.pesto.order.fulfilment;

import static dev.pesto.order.OrderApi.post;
import static dev.pesto.order.OrderApi.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.order.LawsHold;
import dev.pesto.order.OrderApi.Person;
import dev.pesto.order.OrderRows;
import dev.pesto.order.orders.entity.OrderStatus;
import dev.pesto.order.settlement.entity.PaymentMethod;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import dev.pesto.sql.testing.TestDatabase;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every state, call and role, against the drawing of the life of an order written down once more here. */
@OnPayara
class LifeCycleIT {

    /** The merchant's steps as the contract draws them: from, and the targets. */
    private static final Map<String, Set<String>> MERCHANT = Map.of(
            "PENDING_PAYMENT", Set.of("CANCELLED"),
            "PLACED", Set.of("ACCEPTED", "REJECTED", "CANCELLED"),
            "ACCEPTED", Set.of("PACKED", "CANCELLED"),
            "PACKED", Set.of("SHIPPED", "CANCELLED"),
            "SHIPPED", Set.of("OUT_FOR_DELIVERY"),
            "OUT_FOR_DELIVERY", Set.of("DELIVERED", "DELIVERY_FAILED"),
            "DELIVERY_FAILED", Set.of("OUT_FOR_DELIVERY", "RETURNED_TO_ORIGIN"));

    private static final Map<String, Set<String>> CANCELLED_BY = Map.of(
            "BUYER", Set.of("PENDING_PAYMENT", "PLACED", "ACCEPTED"),
            "ADMIN", Set.of("PENDING_PAYMENT", "PLACED", "ACCEPTED", "PACKED"));

    private record Call(String target, String path, String body) {
        boolean isKeyed() {
            return path.equals("tracking-events");
        }
    }

    private static final List<Call> CALLS = List.of(
            new Call("ACCEPTED", "acceptance", null),
            new Call("REJECTED", "rejection", "{\"reason\":\"no\"}"),
            new Call("PACKED", "packing", "{}"),
            new Call("SHIPPED", "shipment", "{\"carrier\":\"Post\"}"),
            new Call("CANCELLED", "cancellation", "{\"reason\":\"no\"}"),
            event("OUT_FOR_DELIVERY"),
            event("DELIVERED"),
            event("DELIVERY_FAILED"),
            event("RETURNED_TO_ORIGIN"));

    @AfterAll
    static void lawsHold() throws Exception {
        LawsHold.now();
    }

    @TestFactory
    @DisplayName("F1, F3 every step of a merchant order, by everybody")
    List<DynamicTest> steps() {
        List<DynamicTest> cells = new ArrayList<>();
        for (OrderStatus from : OrderStatus.values()) {
            for (Call call : CALLS) {
                cells.add(dynamicTest(from + " " + call.target(), () -> step(from.name(), call)));
            }
        }
        return cells;
    }

    private void step(String from, Call call) throws Exception {
        try (Connection connection = TestDatabase.connect()) {
            OrderRows rows = new OrderRows(connection);
            long merchant = rows.account("MERCHANT");
            long stranger = rows.account("MERCHANT");
            long buyer = rows.account("BUYER");
            OrderRows.Placed order =
                    rows.order(PaymentMethod.CARD, "tok_ok", OrderStatus.valueOf(from), buyer, merchant);
            long part = order.part().id();

            String before = events(rows, part);
            assertThat(send(Person.NOBODY, part, call).status()).isEqualTo(401);
            assertThat(send(Person.buyer(buyer), part, call).status()).isEqualTo(403);
            assertThat(send(Person.admin(), part, call).status()).isEqualTo(403);
            assertThat(send(Person.merchant(stranger), part, call).status()).isEqualTo(404);
            assertThat(events(rows, part)).as("after refusals").isEqualTo(before);

            Server.Answer answer = send(Person.merchant(merchant), part, call);
            Set<String> allowed = MERCHANT.getOrDefault(from, Set.of());
            if (call.target().equals(from)) {
                assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                assertThat(events(rows, part)).isEqualTo(before);
            } else if (allowed.contains(call.target())) {
                assertThat(answer.status()).as(answer.text()).isEqualTo(201);
                assertThat(status(rows, part)).isEqualTo(call.target());
                String after = events(rows, part);
                assertThat(Integer.parseInt(after)).isEqualTo(Integer.parseInt(before) + 1);
                assertThat(send(Person.merchant(merchant), part, call).status()).isEqualTo(200);
                assertThat(events(rows, part)).isEqualTo(after);
            } else {
                assertRefused(answer, from, call.target(), allowed);
                assertThat(events(rows, part)).isEqualTo(before);
            }
        }
    }

    @TestFactory
    @DisplayName("every cancellation of an order, by everybody")
    List<DynamicTest> cancellations() {
        List<DynamicTest> cells = new ArrayList<>();
        for (OrderStatus from : OrderStatus.values()) {
            for (String role : List.of("BUYER", "ADMIN")) {
                cells.add(dynamicTest(from + " " + role, () -> cancellation(from, role)));
            }
        }
        return cells;
    }

    private void cancellation(OrderStatus from, String role) throws Exception {
        try (Connection connection = TestDatabase.connect()) {
            OrderRows rows = new OrderRows(connection);
            long merchant = rows.account("MERCHANT");
            long buyer = rows.account("BUYER");
            OrderRows.Placed order = rows.order(PaymentMethod.CARD, "tok_ok", from, buyer, merchant);
            String path = "orders/" + shown(order.id()) + "/cancellation";
            long part = order.part().id();

            assertThat(post(Person.NOBODY, path, "{}").status()).isEqualTo(401);
            assertThat(post(Person.merchant(merchant), path, "{}").status()).isEqualTo(403);
            assertThat(post(Person.buyer(rows.account("BUYER")), path, "{}").status())
                    .isEqualTo(404);

            String before = events(rows, part);
            Person person = role.equals("ADMIN") ? Person.admin() : Person.buyer(buyer);
            Server.Answer answer = post(person, path, "{}");
            if (from == OrderStatus.CANCELLED) {
                assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                assertThat(events(rows, part)).isEqualTo(before);
            } else if (CANCELLED_BY.get(role).contains(from.name())) {
                assertThat(answer.status()).as(answer.text()).isEqualTo(201);
                assertThat(status(rows, part)).isEqualTo("CANCELLED");
                assertThat(post(person, path, "{}").status()).isEqualTo(200);
            } else {
                assertThat(answer.status()).as(answer.text()).isEqualTo(409);
                assertThat(answer.code()).isEqualTo("invalid_transition");
                assertThat(events(rows, part)).isEqualTo(before);
            }
        }
    }

    private static void assertRefused(Server.Answer answer, String from, String target, Set<String> allowed) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        JsonNode problem = answer.json();
        assertThat(problem.path("code").asText()).isEqualTo("invalid_transition");
        assertThat(problem.path("currentStatus").asText()).isEqualTo(from);
        assertThat(problem.path("requested").asText()).isEqualTo(target);
        Set<String> told = new TreeSet<>();
        problem.path("allowed").forEach(status -> told.add(status.asText()));
        assertThat(told).isEqualTo(new TreeSet<>(allowed));
    }

    private static Call event(String target) {
        return new Call(target, "tracking-events", "{\"type\":\"" + target + "\"}");
    }

    private static Server.Answer send(Person person, long part, Call call) {
        String key = call.isKeyed() ? "key-" + OrderRows.id() : null;
        return post(person, "merchant-orders/" + shown(part) + "/" + call.path(), call.body(), key);
    }

    private static String events(OrderRows rows, long part) throws Exception {
        return rows.value("SELECT COUNT(*) FROM order_event WHERE merchant_order_id = ?", part);
    }

    private static String status(OrderRows rows, long part) throws Exception {
        return rows.value("SELECT status FROM merchant_order WHERE id = ?", part);
    }
}
