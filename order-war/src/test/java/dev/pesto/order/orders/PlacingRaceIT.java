package dev.pesto.order.orders;

import static dev.pesto.order.orders.Market.key;
import static dev.pesto.order.orders.Market.line;
import static dev.pesto.order.orders.Market.order;
import static dev.pesto.order.orders.Market.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.order.LawsHold;
import dev.pesto.order.OrderApi;
import dev.pesto.order.OrderApi.Person;
import dev.pesto.order.Race;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@OnPayara
class PlacingRaceIT {

    private Market market;
    private Person merchant;

    @BeforeEach
    void open() throws Exception {
        market = new Market();
        merchant = market.merchant();
    }

    @AfterEach
    void close() throws Exception {
        market.close();
        LawsHold.now();
    }

    @RepeatedTest(3)
    @DisplayName("R3 forty buyers want the last fifteen: fifteen get one, the others are told, and sold + left = stock")
    void lastOnes() throws Exception {
        long lamp = market.product(merchant, 15);
        List<Market.Buyer> buyers = buyers(40);

        List<Server.Answer> answers = Race.of(times(40, i -> order(buyers.get(i), key(), line(lamp, 1))));

        assertThat(answers).filteredOn(a -> a.status() == 201).hasSize(15);
        assertThat(answers)
                .filteredOn(a -> a.status() != 201)
                .allMatch(a -> a.status() == 409 && a.code().equals("out_of_stock"));
        assertThat(market.stock("reserved", lamp)).isEqualTo(15);
    }

    @Test
    @DisplayName("R3 crossed baskets wait for each other and nobody sees a deadlock")
    void crossedBaskets() throws Exception {
        List<String> lines = new ArrayList<>();
        List<Long> products = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            products.add(market.product(merchant, 1_000));
            lines.add(line(products.get(i), 1));
        }
        List<Market.Buyer> buyers = buyers(64);

        List<Server.Answer> answers = Race.of(times(
                64, i -> order(buyers.get(i), key(), Market.shuffled(lines, i).toArray(String[]::new))));

        assertThat(answers).allMatch(a -> a.status() == 201);
        for (long product : products) {
            assertThat(market.stock("reserved", product)).isEqualTo(64);
        }
    }

    @Test
    @DisplayName("R4 fifty identical requests are one order and forty-nine replays")
    void oneKey() throws Exception {
        long lamp = market.product(merchant, 1);
        Market.Buyer buyer = market.buyer();
        String key = key();

        List<Server.Answer> answers = Race.of(times(50, i -> order(buyer, key, line(lamp, 1))));

        assertThat(answers).allMatch(a -> a.status() == 201);
        assertThat(answers.stream().map(a -> a.header("Location").orElseThrow()).distinct())
                .hasSize(1);
        assertThat(answers)
                .filteredOn(a -> a.header("Idempotent-Replayed").isPresent())
                .hasSize(49);
        assertThat(market.orders(buyer)).isEqualTo(1);
    }

    @Test
    @DisplayName("R4 fifty identical requests that are refused leave nothing behind and deadlock nobody")
    void oneRefusedKey() throws Exception {
        long lamp = market.product(merchant, 0);
        Market.Buyer buyer = market.buyer();
        String key = key();

        List<Server.Answer> answers = Race.of(times(50, i -> order(buyer, key, line(lamp, 1))));

        assertThat(answers).allMatch(a -> a.status() == 409 && a.code().equals("out_of_stock"));
        assertThat(market.orders(buyer)).isZero();
    }

    @Test
    @DisplayName("R9 cancelling against ordering: every unit that comes back can be sold again, none twice")
    void cancellingMeanwhile() throws Exception {
        long lamp = market.product(merchant, 8);
        List<Market.Buyer> buyers = buyers(24);
        List<String> first = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            first.add(
                    order(buyers.get(i), key(), line(lamp, 1)).json().path("id").asText());
        }

        List<Server.Answer> answers = Race.of(times(
                24,
                i -> i < 8
                        ? OrderApi.post(buyers.get(i).person(), "orders/" + first.get(i) + "/cancellation", "{}")
                        : order(buyers.get(i), key(), line(lamp, 1))));

        assertThat(answers.subList(0, 8)).allMatch(a -> a.status() == 201);
        long sold =
                answers.subList(8, 24).stream().filter(a -> a.status() == 201).count();
        assertThat(market.stock("reserved", lamp)).isEqualTo(sold).isLessThanOrEqualTo(8);
    }

    private List<Market.Buyer> buyers(int count) throws Exception {
        List<Market.Buyer> buyers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            buyers.add(market.buyer());
        }
        return buyers;
    }
}
