package dev.pesto.order.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.order.LawsHold;
import dev.pesto.order.OrderApi;
import dev.pesto.order.OrderApi.Person;
import dev.pesto.order.OrderRows;
import dev.pesto.order.OrderRows.Placed;
import dev.pesto.order.operations.entity.Law;
import dev.pesto.order.orders.entity.OrderStatus;
import dev.pesto.order.settlement.entity.PaymentMethod;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.TestDatabase;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OnPayara
class BrokenLawsIT {

    /** How a law is broken by hand, and how the row is mended; both name it by its ids. */
    private record Break(String law, String fault, String sql, String mending) {}

    // part, order, product and payment stand for the ids of an order that is paid and placed; what is shipped and
    // delivered for its own.
    private static final List<Break> BREAKS = List.of(
            new Break(
                    "stock_within_bounds",
                    "",
                    "UPDATE stock SET reserved = 11 WHERE product_id = :product",
                    "UPDATE stock SET reserved = 2 WHERE product_id = :product"),
            new Break(
                    "stock_within_bounds",
                    "",
                    "UPDATE stock SET reserved = -1 WHERE product_id = :product",
                    "UPDATE stock SET reserved = 2 WHERE product_id = :product"),
            new Break(
                    "on_hand_is_ledger",
                    "",
                    "UPDATE stock SET on_hand = 11 WHERE product_id = :product",
                    "UPDATE stock SET on_hand = 10 WHERE product_id = :product"),
            new Break(
                    "reserved_is_living",
                    "",
                    "UPDATE stock SET reserved = 3 WHERE product_id = :product",
                    "UPDATE stock SET reserved = 2 WHERE product_id = :product"),
            new Break(
                    "reserved_is_living",
                    "",
                    "UPDATE merchant_order SET status = 'SHIPPED' WHERE id = :part",
                    "UPDATE merchant_order SET status = 'PLACED' WHERE id = :part"),
            new Break(
                    "one_order_per_key",
                    "doubled or empty key",
                    "UPDATE orders SET idempotency_key = '' WHERE id = :order",
                    "UPDATE orders SET idempotency_key = 'key-:order' WHERE id = :order"),
            new Break(
                    "one_order_per_key",
                    "no merchant order",
                    "UPDATE merchant_order SET order_id = 1 WHERE id = :part",
                    "UPDATE merchant_order SET order_id = :order WHERE id = :part"),
            new Break(
                    "total_is_lines",
                    "",
                    "UPDATE orders SET total = 201 WHERE id = :order",
                    "UPDATE orders SET total = 200 WHERE id = :order"),
            new Break(
                    "total_is_lines",
                    "",
                    "UPDATE merchant_order SET subtotal = 199 WHERE id = :part",
                    "UPDATE merchant_order SET subtotal = 200 WHERE id = :part"),
            new Break(
                    "total_is_lines",
                    "",
                    "UPDATE order_line SET unit_price = 99 WHERE merchant_order_id = :part",
                    "UPDATE order_line SET unit_price = 100 WHERE merchant_order_id = :part"),
            new Break(
                    "tracked_from_the_start",
                    "",
                    "UPDATE merchant_order SET tracking_id = '' WHERE id = :part",
                    "UPDATE merchant_order SET tracking_id = 'T:part' WHERE id = :part"),
            new Break(
                    "tracked_from_the_start",
                    "",
                    "UPDATE order_event SET type = 'NOTE' WHERE merchant_order_id = :part",
                    "UPDATE order_event SET type = 'ORDER_RECEIVED' WHERE merchant_order_id = :part"),
            new Break(
                    "tracked_from_the_start",
                    "",
                    "UPDATE merchant_order SET last_seq = 2 WHERE id = :part",
                    "UPDATE merchant_order SET last_seq = 1 WHERE id = :part"),
            new Break(
                    "holds_end",
                    "",
                    "UPDATE orders SET status = 'PENDING_PAYMENT', expires_at = NULL WHERE id = :order",
                    "UPDATE orders SET status = 'PLACED', expires_at = 1 WHERE id = :order"),
            new Break(
                    "money_is_accounted_for",
                    "refunded more than captured",
                    "INSERT INTO refund (id, payment_id, order_id, merchant_order_id, kind, status, amount, attempts, next_try_at, created_at) VALUES (:order, :payment, :order, :part, 'REFUND', 'DONE', 201, 1, 1, 1)",
                    "DELETE FROM refund WHERE id = :order"),
            new Break(
                    "money_is_accounted_for",
                    "kept money is not the living merchant orders",
                    "UPDATE payment SET amount = 199 WHERE id = :payment",
                    "UPDATE payment SET amount = 200 WHERE id = :payment"),
            new Break(
                    "money_is_accounted_for",
                    "kept money is not the living merchant orders",
                    "UPDATE merchant_order SET status = 'CANCELLED' WHERE id = :part",
                    "UPDATE merchant_order SET status = 'PLACED' WHERE id = :part"),
            new Break(
                    "money_is_accounted_for",
                    "captured twice",
                    "INSERT INTO payment (id, order_id, status, amount, currency, idempotency_key, request_hash, asked, next_ask_at, created_at) VALUES (:part, :order, 'CAPTURED', 200, 'INR', 'again', REPEAT('0', 32), 0, 0, 1)",
                    "DELETE FROM payment WHERE id = :part"),
            new Break(
                    "money_is_accounted_for",
                    "goes on unpaid",
                    "UPDATE payment SET status = 'DECLINED' WHERE id = :payment",
                    "UPDATE payment SET status = 'CAPTURED' WHERE id = :payment"),
            new Break(
                    "money_is_accounted_for",
                    "cash without its event, or delivered without cash",
                    "UPDATE merchant_order SET collected_amount = NULL WHERE id = :delivered",
                    "UPDATE merchant_order SET collected_amount = 200 WHERE id = :delivered"),
            new Break(
                    "money_is_accounted_for",
                    "collected without its event",
                    "UPDATE order_event SET type = 'NOTE' WHERE merchant_order_id = :delivered AND seq = 2",
                    "UPDATE order_event SET type = 'CASH_COLLECTED' WHERE merchant_order_id = :delivered AND seq = 2"));

    @Test
    @DisplayName("O1 each law, broken by hand in each way, is found and names its row; mended, all hold")
    void eachLaw() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        Set<String> broken = new LinkedHashSet<>();
        try (Connection connection = TestDatabase.connect()) {
            OrderRows rows = new OrderRows(connection);
            long merchant = rows.account("MERCHANT");
            long buyer = rows.account("BUYER");
            Placed paid = rows.order(PaymentMethod.CARD, "tok_ok", OrderStatus.PLACED, buyer, merchant);
            Placed delivered = rows.order(PaymentMethod.COD, null, OrderStatus.DELIVERED, buyer, merchant);
            Map<String, Long> ids = new LinkedHashMap<>();
            ids.put(":order", paid.id());
            ids.put(":part", paid.part().id());
            ids.put(":product", paid.part().product());
            ids.put(":payment", Long.valueOf(rows.value("SELECT id FROM payment WHERE order_id = ?", paid.id())));
            ids.put(":delivered", delivered.part().id());
            List<String> shown = new ArrayList<>();
            ids.values().forEach(id -> shown.add(OrderApi.shown(id)));
            shown.add(OrderApi.shown(delivered.id()));
            LawsHold.now();
            // What the schema would not let happen is what the laws are read for.
            letAnythingPass(rows, true);
            try {
                for (Break one : BREAKS) {
                    rows.run(filled(one.sql(), ids));
                    JsonNode laws =
                            OrderApi.get(Person.admin(), "ops/invariants").json();
                    rows.run(filled(one.mending(), ids));
                    JsonNode law = law(laws, one.law());
                    softly.assertThat(laws.path("holds").asBoolean())
                            .as("%s", one)
                            .isFalse();
                    softly.assertThat(law.path("holds").asBoolean())
                            .as("%s", one)
                            .isFalse();
                    softly.assertThat(law.path("violations").toString())
                            .as("%s", one)
                            .contains(one.fault())
                            .containsAnyOf(shown.toArray(String[]::new));
                    softly.assertThat(OrderApi.get(Person.admin(), "ops/invariants")
                                    .json()
                                    .path("holds")
                                    .asBoolean())
                            .as("mended: %s", one)
                            .isTrue();
                    broken.add(one.law());
                }
            } finally {
                letAnythingPass(rows, false);
            }
        }
        softly.assertAll();
        assertThat(broken)
                .containsExactlyElementsOf(Law.all().stream().map(Law::name).toList());
    }

    private static void letAnythingPass(OrderRows rows, boolean anything) throws Exception {
        rows.run("SET foreign_key_checks = " + (anything ? 0 : 1));
        if (rows.value("SELECT VERSION()").contains("MariaDB")) {
            rows.run("SET check_constraint_checks = " + (anything ? 0 : 1));
            return;
        }
        // MySQL has no such switch for a session: each check is turned off and on for everybody.
        rows.run("SET group_concat_max_len = 100000");
        String alterations = rows.value(
                "SELECT GROUP_CONCAT(CONCAT('ALTER TABLE ', table_name, ' ALTER CHECK ', constraint_name, ?) SEPARATOR ';')"
                        + " FROM information_schema.table_constraints"
                        + " WHERE constraint_schema = DATABASE() AND constraint_type = 'CHECK'",
                anything ? " NOT ENFORCED" : " ENFORCED");
        for (String alteration : alterations.split(";", -1)) {
            rows.run(alteration);
        }
    }

    private static String filled(String sql, Map<String, Long> ids) {
        String filled = sql;
        for (Map.Entry<String, Long> id : ids.entrySet()) {
            filled = filled.replaceAll(id.getKey() + "\\b", id.getValue().toString());
        }
        return filled;
    }

    private static JsonNode law(JsonNode laws, String name) {
        for (JsonNode law : laws.path("laws")) {
            if (law.path("law").asText().equals(name)) {
                return law;
            }
        }
        throw new AssertionError("no law " + name + " in " + laws);
    }
}
