package dev.pesto.order.orders;

import static dev.pesto.order.orders.Market.key;
import static dev.pesto.order.orders.Market.line;
import static dev.pesto.order.orders.Market.order;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.commons.ids.Ids;
import dev.pesto.order.HeldRow;
import dev.pesto.order.LawsHold;
import dev.pesto.order.OrderApi;
import dev.pesto.order.OrderApi.Person;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OnPayara
@SuppressWarnings("try") // A row is held until the block ends.
class OrderChangesIT {

    private Market market;
    private Market.Buyer buyer;
    private Person merchant;
    private long lamp;

    @BeforeEach
    void open() throws Exception {
        market = new Market();
        buyer = market.buyer();
        merchant = market.merchant();
        lamp = market.product(merchant, 5);
    }

    @AfterEach
    void close() throws Exception {
        market.close();
        LawsHold.now();
    }

    @Test
    @DisplayName("R9 cancellation gives the stock back, once, and is 200 when repeated")
    void cancellation() throws Exception {
        String id = placed();

        Server.Answer first = OrderApi.post(buyer.person(), path(id, "/cancellation"), "{\"reason\":\"too late\"}");
        Server.Answer again = OrderApi.post(buyer.person(), path(id, "/cancellation"), null);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().path("status").asText()).isEqualTo("CANCELLED");
        assertThat(first.json().at("/payment/due/amount").asLong()).isZero();
        assertThat(first.json().at("/payment/status").asText()).isEqualTo("CANCELLED");
        assertThat(again.status()).isEqualTo(200);
        assertThat(market.stock("reserved", lamp)).isZero();
        assertThat(OrderApi.get(buyer.person(), path(id, "/tracking")).json().path("items"))
                .hasSize(2);
    }

    @Test
    @DisplayName("R9, R10 packed: the buyer neither cancels nor redirects, an ADMIN cancels; all parts or none")
    void packed() throws Exception {
        long vase = market.product(market.merchant(), 5);
        JsonNode order = order(buyer, key(), line(lamp, 1), line(vase, 1)).json();
        String id = order.path("id").asText();
        String part = market.rows.value(
                "SELECT m.id FROM merchant_order m JOIN orders o ON o.id = m.order_id WHERE o.buyer_id = ? AND m.merchant_id = ?",
                buyer.person().id(),
                merchant.id());
        String shown = Ids.format(Long.parseLong(part));
        OrderApi.post(merchant, "merchant-orders/" + shown + "/acceptance", null);
        OrderApi.post(merchant, "merchant-orders/" + shown + "/packing", null);

        Server.Answer refused = OrderApi.post(buyer.person(), path(id, "/cancellation"), null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("invalid_transition");
        assertThat(refused.json().at("/merchantOrders/0/id").asText()).isEqualTo(shown);
        assertThat(refused.json().path("detail").asText()).contains("whole or not at all");
        assertThat(market.stock("reserved", vase)).isEqualTo(1);

        Server.Answer late = patch(id, "*", "{\"note\":\"ring twice\"}");
        assertThat(late.status()).isEqualTo(409);
        assertThat(OrderApi.post(Person.admin(), path(id, "/cancellation"), null)
                        .status())
                .isEqualTo(201);
        assertThat(market.stock("reserved", vase)).isZero();
    }

    @Test
    @DisplayName("R10 PATCH needs the version that was read, copies the new address, and counts the version on")
    void revision() throws Exception {
        String id = placed();
        long other = market.address(buyer.person().id(), "7 Hill View");
        Market.Buyer stranger = market.buyer();

        Server.Answer without = patch(id, null, "{\"note\":\"a\"}");
        Server.Answer changed =
                patch(id, "\"1\"", "{\"addressId\":\"" + Ids.format(other) + "\",\"note\":\"ring twice\"}");
        Server.Answer stale = patch(id, "\"1\"", "{\"note\":null}");
        Server.Answer cleared = patch(id, "\"2\"", "{\"note\":null}");

        assertThat(without.status()).isEqualTo(428);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).contains("\"2\"");
        assertThat(changed.json().at("/shippingAddress/line1").asText()).isEqualTo("7 Hill View");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.json().path("currentETag").asText()).isEqualTo("\"2\"");
        assertThat(cleared.json().get("note").isNull()).isTrue();
        assertThat(patch(id, "\"3\"", "{\"total\":1}").status()).isEqualTo(422);
        assertThat(patch(id, "\"3\"", "{\"addressId\":\"" + Ids.format(stranger.address()) + "\"}")
                        .code())
                .isEqualTo("unknown_address");
        assertThat(patch(id, "\"3\"", "{\"note\":\"4242 4242 4242 4242\"}").code())
                .isEqualTo("card_number_not_accepted");
    }

    @Test
    @DisplayName(
            "R10, F2 who asks what has changed since is told of an order that goes elsewhere, and of no part that is over")
    void toldToMerchants() throws Exception {
        Person other = market.merchant();
        String id = order(buyer, key(), line(lamp, 1), line(market.product(other, 1), 1))
                .json()
                .path("id")
                .asText();
        String over = part(other).path("id").asText();
        assertThat(OrderApi.post(other, "merchant-orders/" + over + "/rejection", "{\"reason\":\"sold\"}")
                        .status())
                .isEqualTo(201);
        market.rows.run(
                "UPDATE merchant_order SET updated_at = updated_at - 1000 WHERE order_id = ?",
                Ids.parse(id).getAsLong());
        String since = part(merchant).path("updatedAt").asText();
        String ended = part(other).path("updatedAt").asText();
        long elsewhere = market.address(buyer.person().id(), "7 Hill View");

        assertThat(patch(id, "*", "{\"addressId\":\"" + Ids.format(elsewhere) + "\"}")
                        .status())
                .isEqualTo(200);

        JsonNode changed = OrderApi.get(merchant, "merchant-orders?updatedAfter=" + since)
                .json()
                .path("items");
        assertThat(changed).hasSize(1);
        assertThat(changed.at("/0/shippingAddress/line1").asText()).isEqualTo("7 Hill View");
        assertThat(part(other).path("updatedAt").asText()).isEqualTo(ended);
    }

    /** The one merchant order that a merchant of this test has. */
    private static JsonNode part(Person merchant) {
        return OrderApi.get(merchant, "merchant-orders").json().at("/items/0");
    }

    @Test
    @DisplayName("R10 a patch that names a member twice, or is no text, is told so after the row and its version")
    void faultsOfBodiesComeLate() {
        String id = placed();
        for (String body : List.of("{\"note\":\"a\",\"note\":\"b\"}", "{\"note\":\"\\u0000\"}")) {
            assertThat(patch(Ids.format(1), null, body).status()).as(body).isEqualTo(404);
            assertThat(patch(id, null, body).status()).as(body).isEqualTo(428);
            assertThat(patch(id, "\"7\"", body).status()).as(body).isEqualTo(412);
            assertThat(patch(id, "\"1\"", body).code()).as(body).isEqualTo("validation_failed");
        }
        assertThat(patch(Ids.format(1), null, "{\"note\":\"a\",\"note\":\"b\"").code())
                .isEqualTo("malformed_json");
    }

    @Test
    @DisplayName("R11 other people's orders do not exist; an ADMIN sees them; merchants have no access")
    void otherPeoples() throws Exception {
        String id = placed();
        Person stranger = market.buyer().person();

        for (String path : new String[] {"", "/tracking"}) {
            assertThat(OrderApi.get(stranger, path(id, path)).status()).isEqualTo(404);
            assertThat(OrderApi.get(Person.admin(), path(id, path)).status()).isEqualTo(200);
            assertThat(OrderApi.get(merchant, path(id, path)).status()).isEqualTo(403);
            assertThat(OrderApi.get(Person.NOBODY, path(id, path)).status()).isEqualTo(401);
        }
        assertThat(OrderApi.post(stranger, path(id, "/cancellation"), "{\"x\":1}")
                        .status())
                .isEqualTo(404);
        assertThat(OrderApi.get(stranger, "orders/nonsense").status()).isEqualTo(404);
        assertThat(OrderApi.get(stranger, "orders").json().path("items")).isEmpty();
    }

    @Test
    @DisplayName(
            "R11 whoever writes to other people's orders locks none of their rows, and is not told that one is in use")
    void strangersLockNothing() throws Exception {
        JsonNode order = order(buyer, key(), line(lamp, 1)).json();
        String id = order.path("id").asText();
        String part = "merchant-orders/" + order.at("/merchantOrders/0/id").asText();
        Person stranger = market.buyer().person();
        Person competitor = market.merchant();
        try (HeldRow held = HeldRow.ofOrder(Ids.path(id))) {
            List<Server.Answer> answers = List.of(
                    OrderApi.post(stranger, path(id, "/cancellation"), "{}"),
                    OrderApi.post(stranger, path(id, "/payments"), "{}", key()),
                    Server.request("PATCH", "/api/v1/orders/" + id)
                            .as(Ids.format(stranger.id()), "BUYER")
                            .header("If-Match", "\"1\"")
                            .json("{\"note\":\"mine\"}")
                            .send(),
                    OrderApi.post(competitor, part + "/acceptance", "{}"),
                    OrderApi.post(competitor, part + "/rejection", "{\"reason\":\"mine\"}"),
                    OrderApi.post(competitor, part + "/shipment", "{\"carrier\":\"mine\"}"),
                    OrderApi.post(
                            competitor, part + "/tracking-events", "{\"type\":\"NOTE\",\"note\":\"mine\"}", key()),
                    OrderApi.post(
                            competitor, part + "/cash-collection", "{\"amount\":{\"amount\":1,\"currency\":\"INR\"}}"));
            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(answer.status()).as(answer.text()).isEqualTo(404));
        }
    }

    @Test
    @DisplayName("R11 the list is newest first, in pages that neither double nor skip")
    void list() throws Exception {
        String first = placed();
        String second = placed();
        String third = placed();

        JsonNode page =
                OrderApi.get(buyer.person(), "orders?limit=2&status=PLACED").json();
        assertThat(page.path("items")).extracting(o -> o.path("id").asText()).containsExactly(third, second);
        JsonNode rest = OrderApi.get(
                        buyer.person(),
                        "orders?limit=2&status=PLACED&after="
                                + page.path("next").asText())
                .json();
        assertThat(rest.path("items")).extracting(o -> o.path("id").asText()).containsExactly(first);
        assertThat(rest.has("next")).isFalse();
        assertThat(OrderApi.get(
                                buyer.person(),
                                "orders?after=" + page.path("next").asText())
                        .code())
                .isEqualTo("invalid_cursor");
        assertThat(OrderApi.get(buyer.person(), "orders?colour=red").status()).isEqualTo(400);
    }

    @Test
    @DisplayName("R11 the list has the status that is asked for, from one moment on and until before another")
    void filters() throws Exception {
        String first = placed();
        String second = placed();
        String third = placed();
        for (int i = 0; i < 3; i++) {
            market.rows.run(
                    "UPDATE orders SET placed_at = ? WHERE id = ?",
                    1_700_000_000_000L + i,
                    Ids.path(List.of(first, second, third).get(i)));
        }
        assertThat(OrderApi.post(buyer.person(), path(second, "/cancellation"), null)
                        .status())
                .isEqualTo(201);

        assertThat(found("status=CANCELLED")).containsExactly(second);
        assertThat(found("status=PLACED")).containsExactly(third, first);
        assertThat(found("from=2023-11-14T22:13:20.001Z")).containsExactly(third, second);
        assertThat(found("to=2023-11-14T22:13:20.001Z")).containsExactly(first);
        assertThat(found("from=2023-11-15T03:43:20.001%2B05:30&to=2023-11-14T22:13:20.002Z"))
                .containsExactly(second);
        assertThat(found("from=2023-11-14T22:13:20.001Z&status=PLACED")).containsExactly(third);
        assertThat(found("from=2999-01-01T00:00:00Z")).isEmpty();
        for (String query : List.of("from=2023-11-14", "to=1700000000000", "status=LOST")) {
            assertThat(OrderApi.get(buyer.person(), "orders?" + query).code())
                    .as(query)
                    .isEqualTo("invalid_parameter");
        }
    }

    private List<String> found(String query) {
        JsonNode items = OrderApi.get(buyer.person(), "orders?" + query).json().path("items");
        return items.findValuesAsText("number").stream()
                .map(number -> number.substring(2))
                .toList();
    }

    @Test
    @DisplayName("R11 a page is a handful of statements, however many orders it has")
    void cost() throws Exception {
        String cup = line(market.product(merchant, 100), 1);
        String vase = line(market.product(market.merchant(), 100), 1);
        for (int i = 0; i < 40; i++) {
            assertThat(order(buyer, key(), cup, vase).status()).isEqualTo(201);
        }
        long before = selects();
        JsonNode page = OrderApi.get(buyer.person(), "orders?limit=40").json();
        // Others, who look for work every second or so, are counted too.
        assertThat(selects() - before).isLessThan(20);
        assertThat(page.path("items")).hasSize(40).allSatisfy(found -> assertThat(found.path("merchantOrders"))
                .hasSize(2)
                .allSatisfy(part -> assertThat(part.path("lines")).hasSize(1)));
    }

    private long selects() throws Exception {
        return Long.parseLong(market.rows.value(
                market.rows.value("SELECT VERSION()").contains("MariaDB")
                        ? "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'Com_select'"
                        : "SELECT COUNT_STAR FROM performance_schema.events_statements_summary_global_by_event_name"
                                + " WHERE EVENT_NAME = 'statement/sql/select'"));
    }

    @Test
    @DisplayName("R10 who has the present version is told so, and gets the next one")
    void unchanged() {
        String id = placed();
        for (String tag : List.of("\"1\"", "W/\"1\"", "\"7\", \"1\"", "*")) {
            Server.Answer same = ifNoneMatch(id, tag);
            assertThat(same.status()).as(tag).isEqualTo(304);
            assertThat(same.header("ETag")).hasValue("\"1\"");
            assertThat(same.text()).isEmpty();
        }
        assertThat(patch(id, "\"1\"", "{\"note\":\"ring twice\"}").status()).isEqualTo(200);
        assertThat(ifNoneMatch(id, "\"1\"").json().path("note").asText()).isEqualTo("ring twice");
    }

    private Server.Answer ifNoneMatch(String id, String tag) {
        return Server.request("GET", "/api/v1/orders/" + id)
                .as(Ids.format(buyer.person().id()), "BUYER")
                .header("If-None-Match", tag)
                .send();
    }

    private String placed() {
        return order(buyer, key(), line(lamp, 1)).json().path("id").asText();
    }

    private Server.Answer patch(String id, String ifMatch, String json) {
        Server.Request request = Server.request("PATCH", "/api/v1/orders/" + id)
                .as(Ids.format(buyer.person().id()), "BUYER")
                .json(json);
        return ifMatch == null
                ? request.send()
                : request.header("If-Match", ifMatch).send();
    }

    private static String path(String id, String rest) {
        return "orders/" + id + rest;
    }
}
