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
import dev.pesto.order.Race;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders at the edges of what money can be. */
@OnPayara
class MoneyIT {

    private static final long MOST = 9_007_199_254_740_991L;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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
    @DisplayName("R2, R5 a hundred lines of 999 units are one order up to the greatest total, and none beyond")
    void hundredLines() throws Exception {
        long dearest = MOST / (100 * 999);
        List<Long> products = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            products.add(market.product(merchant, 999, dearest, "INR"));
            lines.add(line(products.get(i), 999));
        }

        JsonNode placed = placed(order(buyer, key(), lines.toArray(String[]::new)));

        long total = 100 * 999 * dearest;
        assertThat(placed.at("/total/amount").asLong()).isEqualTo(total);
        assertThat(placed.at("/merchantOrders/0/subtotal/amount").asLong()).isEqualTo(total);
        assertThat(placed.at("/payment/due/amount").asLong()).isEqualTo(total);
        assertThat(placed.at("/merchantOrders/0/lines")).hasSize(100).allSatisfy(line -> assertThat(
                        line.at("/lineTotal/amount").asLong())
                .isEqualTo(999 * dearest));
        for (long product : products) {
            assertThat(market.stock("reserved", product)).isEqualTo(999);
        }

        List<String> dearer = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            dearer.add(line(market.product(merchant, 999, dearest + 1, "INR"), 999));
        }
        refusedAsTooMuch(order(buyer, key(), dearer.toArray(String[]::new)));
        dearer.add(line(market.product(merchant, 999, 0, "INR"), 1));
        assertThat(order(buyer, key(), dearer.toArray(String[]::new))
                        .json()
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("/lines");
    }

    @Test
    @DisplayName("R2 lines of one product are 999 units at most together")
    void mergedLines() throws Exception {
        long lamp = market.product(merchant, 5_000, 7, "INR");

        assertThat(placed(order(buyer, key(), line(lamp, 998), line(lamp, 1)))
                        .at("/total/amount")
                        .asLong())
                .isEqualTo(999 * 7);
        assertThat(order(buyer, key(), line(lamp, 999), line(lamp, 1))
                        .json()
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("/lines/1/quantity");
    }

    @Test
    @DisplayName(
            "R5 the greatest total can be ordered, one more cannot, in one line or over two merchants, past 64 bits too")
    void greatestTotal() throws Exception {
        long dear = market.product(merchant, 5_000, MOST, "INR");
        long penny = market.product(market.merchant(), 9, 1, "INR");
        long half = market.product(merchant, 9, MOST / 2 + 1, "INR");
        long alsoDear = market.product(market.merchant(), 5_000, MOST, "INR");

        assertThat(placed(order(buyer, key(), line(dear, 1)))
                        .at("/total/amount")
                        .asLong())
                .isEqualTo(MOST);
        refusedAsTooMuch(order(buyer, key(), line(dear, 2)));
        refusedAsTooMuch(order(buyer, key(), line(half, 2)));
        refusedAsTooMuch(order(buyer, key(), line(dear, 1), line(penny, 1)));
        // The sum of these two lines is past 2^63.
        refusedAsTooMuch(order(buyer, key(), line(dear, 999), line(alsoDear, 999)));
        assertThat(market.orders(buyer)).isEqualTo(1);
        assertThat(market.stock("reserved", dear)).isEqualTo(1);
    }

    @Test
    @DisplayName("R5 the greatest amount is taken in cash, and given back to a card, to the unit")
    void greatestAmountMoves() throws Exception {
        long dear = market.product(merchant, 2, MOST, "INR");
        String prepaid = placed(send(buyer, key(), body(buyer, buyer.card(), "", line(dear, 1))))
                .path("id")
                .asText();
        JsonNode paid = OrderApi.post(buyer.person(), "orders/" + prepaid + "/payments", "{}", key())
                .json();
        assertThat(paid.path("status").asText()).isEqualTo("CAPTURED");
        assertThat(paid.at("/amount/amount").asLong()).isEqualTo(MOST);
        assertThat(OrderApi.post(buyer.person(), "orders/" + prepaid + "/cancellation", null)
                        .status())
                .isEqualTo(201);
        assertThat(OrderApi.until(PATIENCE, "REFUNDED", () -> read(prepaid)
                        .at("/payment/status")
                        .asText()))
                .isEqualTo("REFUNDED");

        JsonNode cash = placed(order(buyer, key(), line(dear, 1)));
        String part = "merchant-orders/" + cash.at("/merchantOrders/0/id").asText();
        for (String step : List.of("/acceptance", "/packing")) {
            assertThat(OrderApi.post(merchant, part + step, null).status()).isEqualTo(201);
        }
        OrderApi.post(merchant, part + "/shipment", "{\"carrier\":\"Post\"}");
        OrderApi.post(merchant, part + "/tracking-events", "{\"type\":\"OUT_FOR_DELIVERY\"}", key());
        assertThat(collect(part, MOST - 1).json().at("/errors/0/pointer").asText())
                .isEqualTo("/amount");
        assertThat(collect(part, MOST).status()).isEqualTo(201);
        assertThat(read(cash.path("id").asText()).at("/payment/status").asText())
                .isEqualTo("COLLECTED");
    }

    @ParameterizedTest
    @CsvSource({"JPY, 500", "INR, 129900", "KWD, 1234"})
    @DisplayName("R1, R5 amounts are minor units of whatever exponent the currency has, in one currency throughout")
    void minorUnits(String currency, long price) throws Exception {
        long lamp = market.product(merchant, 9, price, currency);

        JsonNode order =
                placed(send(buyer, key(), body(buyer, buyer.cash(), expecting(3 * price, currency), line(lamp, 3))));

        for (String total : List.of("/total", "/payment/due", "/merchantOrders/0/subtotal")) {
            assertThat(order.at(total + "/amount").asLong()).as(total).isEqualTo(3 * price);
        }
        assertThat(order.at("/merchantOrders/0/lines/0/unitPrice/amount").asLong())
                .isEqualTo(price);
        assertThat(order.at("/merchantOrders/0/lines/0/lineTotal/amount").asLong())
                .isEqualTo(3 * price);
        assertThat(order.findValuesAsText("currency")).containsOnly(currency);
    }

    @Test
    @DisplayName("R5 one currency in an order")
    void mixedCurrencies() throws Exception {
        long lamp = market.product(merchant, 9, 500, "INR");
        long bowl = market.product(merchant, 9, 500, "JPY");

        Server.Answer mixed = order(buyer, key(), line(lamp, 1), line(bowl, 1));

        assertThat(mixed.status() + " " + mixed.code()).isEqualTo("422 mixed_currencies");
        assertThat(market.stock("reserved", lamp) + market.stock("reserved", bowl))
                .isZero();
    }

    @Test
    @DisplayName(
            "R5 another total than the expected one is refused with both, whether it went up, down or to another currency")
    void expectedTotal() throws Exception {
        long lamp = market.product(merchant, 9, 1_000, "INR");

        for (String expected : List.of(expecting(1_999, "INR"), expecting(2_001, "INR"), expecting(2_000, "JPY"))) {
            Server.Answer changed = send(buyer, key(), body(buyer, buyer.cash(), expected, line(lamp, 2)));
            assertThat(changed.status() + " " + changed.code()).isEqualTo("409 price_changed");
            assertThat(changed.json().at("/currentTotal").toString())
                    .isEqualTo("{\"amount\":2000,\"currency\":\"INR\"}");
            assertThat(expected).contains(changed.json().at("/expectedTotal").toString());
        }
        placed(send(buyer, key(), body(buyer, buyer.cash(), expecting(2_000, "INR"), line(lamp, 2))));
        assertThat(market.orders(buyer)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "9007199254740992", "9223372036854775808", "1.0", "1e3", "\"1000\"", "null"})
    @DisplayName("R5 an expected total is an integer in the range of money")
    void strictExpectation(String amount) throws Exception {
        long lamp = market.product(merchant, 9, 1_000, "INR");

        Server.Answer answer = send(
                buyer,
                key(),
                body(
                        buyer,
                        buyer.cash(),
                        ",\"expectedTotal\":{\"amount\":" + amount + ",\"currency\":\"INR\"}",
                        line(lamp, 1)));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/expectedTotal/amount");
    }

    @Test
    @DisplayName(
            "R5 while a price goes up and down nobody pays what he did not expect, and each order is one price throughout")
    void priceMoves() throws Exception {
        long lamp = market.product(merchant, 1_000, 100, "INR");
        AtomicInteger buying = new AtomicInteger(4);
        List<Callable<List<Server.Answer>>> all = new ArrayList<>();
        all.add(() -> {
            for (int i = 0; buying.get() > 0; i++) {
                market.rows.run("UPDATE product SET price_amount = ? WHERE id = ?", 100 + i % 2, lamp);
            }
            return List.of();
        });
        for (int i = 0; i < 4; i++) {
            Market.Buyer each = market.buyer();
            all.add(() -> {
                try {
                    List<Server.Answer> answers = new ArrayList<>();
                    for (int j = 0; j < 10; j++) {
                        answers.add(send(each, key(), body(each, each.cash(), expecting(300, "INR"), line(lamp, 3))));
                    }
                    return answers;
                } finally {
                    buying.decrementAndGet();
                }
            });
        }

        List<Server.Answer> answers = new ArrayList<>();
        Race.of(callables(all)).forEach(answers::addAll);

        assertThat(answers).hasSize(40).allSatisfy(answer -> {
            if (answer.status() == 201) {
                assertThat(answer.json().at("/total/amount").asLong()).isEqualTo(300);
                assertThat(answer.json()
                                .at("/merchantOrders/0/lines/0/unitPrice/amount")
                                .asLong())
                        .isEqualTo(100);
            } else {
                assertThat(answer.code()).isIn("price_changed", "contention");
            }
        });
        assertThat(answers).extracting(Server.Answer::status).contains(201, 409);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE product SET status = 'ARCHIVED' WHERE id = ?",
                "UPDATE product SET status = 'DRAFT' WHERE id = ?",
                "UPDATE account SET status = 'LOCKED' WHERE id = (SELECT merchant_id FROM product WHERE id = ?)"
            })
    @DisplayName(
            "R5 what is withdrawn after it was read is unknown, also beside others; what was ordered before goes on")
    void withdrawn(String withdraw) throws Exception {
        long lamp = market.product(merchant, 9);
        long vase = market.product(market.merchant(), 9);
        JsonNode before = placed(order(buyer, key(), line(lamp, 1)));
        market.rows.run(withdraw, lamp);

        Server.Answer refused = order(buyer, key(), line(vase, 1), line(lamp, 1));

        assertThat(refused.status() + " " + refused.code()).isEqualTo("422 unknown_product");
        assertThat(refused.json().path("productIds"))
                .extracting(JsonNode::asText)
                .containsExactly(Ids.format(lamp));
        assertThat(market.stock("reserved", vase)).isZero();
        assertThat(read(before.path("id").asText())).isEqualTo(before);
        String part = "merchant-orders/" + before.at("/merchantOrders/0/id").asText();
        assertThat(OrderApi.post(merchant, part + "/acceptance", null).status()).isEqualTo(201);
        assertThat(OrderApi.post(buyer.person(), "orders/" + before.path("id").asText() + "/cancellation", null)
                        .status())
                .isEqualTo(201);
        assertThat(market.stock("reserved", lamp)).isZero();
    }

    private static void refusedAsTooMuch(Server.Answer answer) {
        assertThat(answer.status() + " " + answer.code()).isEqualTo("422 validation_failed");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/lines");
    }

    private static JsonNode placed(Server.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private static String expecting(long amount, String currency) {
        return ",\"expectedTotal\":{\"amount\":" + amount + ",\"currency\":\"" + currency + "\"}";
    }

    private JsonNode read(String order) {
        return OrderApi.get(buyer.person(), "orders/" + order).json();
    }

    private Server.Answer collect(String part, long amount) {
        return OrderApi.post(
                merchant, part + "/cash-collection", "{\"amount\":{\"amount\":" + amount + ",\"currency\":\"INR\"}}");
    }

    @SuppressWarnings("unchecked")
    private static <T> Callable<T>[] callables(List<Callable<T>> all) {
        return all.toArray(Callable[]::new);
    }
}
