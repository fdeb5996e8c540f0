package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.payara.cluster.RunningCluster.Started;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningCluster.class)
class LastUnitsIT {
    private static final int REQUESTS = 100;
    private static final int UNITS = 30;
    private static final int BUYERS = 5;

    @Test
    @DisplayName("100 requests at once over three instances for 30 units: 30 orders, 70 out_of_stock")
    void sellsExactlyWhatThereIs(Started started) throws Exception {
        Api api = started.api();
        String merchant = api.register("MERCHANT");
        String product = api.product(merchant, UNITS, 100);
        List<String> buyers = new ArrayList<>();
        List<Map<String, Object>> orders = new ArrayList<>();
        for (int i = 0; i < BUYERS; i++) {
            String buyer = api.register("BUYER");
            Map<String, Object> order = new HashMap<>(api.delivery(buyer));
            order.put("lines", List.of(Map.of("productId", product, "quantity", 1)));
            buyers.add(buyer);
            orders.add(order);
        }
        List<Api.Answer> answers = atOnce(api, buyers, orders);

        assertThat(answers.stream().filter(a -> a.status() == 201)).hasSize(UNITS);
        assertThat(answers.stream().filter(a -> a.status() == 409 && a.code().equals("out_of_stock")))
                .as(
                        "%s",
                        answers.stream()
                                .map(a -> a.status() + " " + a.code())
                                .distinct()
                                .toList())
                .hasSize(REQUESTS - UNITS);
        assertThat(answers.stream()
                        .filter(a -> a.status() == 201)
                        .map(a -> a.body().path("id").asText())
                        .distinct())
                .hasSize(UNITS);
        var stock = api.stock(product, merchant).expect(200);
        assertThat(stock.path("onHand").asInt()).isEqualTo(UNITS);
        assertThat(stock.path("reserved").asInt()).isEqualTo(UNITS);
    }

    @Test
    @DisplayName(
            "R3, C1 baskets of the same ten products in random order from 64 clients: all are placed, nobody sees a deadlock")
    void crossedBaskets(Started started) throws Exception {
        try (Shop shop = new Shop(started)) {
            List<String> products = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                products.add(shop.product(1_000));
            }
            List<Api.Answer> answers = Shop.atOnce(64, i -> {
                List<String> basket = new ArrayList<>(products);
                Collections.shuffle(basket, new Random(i));
                return (i % 2 == 0 ? started.api() : started.otherApi())
                        .postUntilDecided("/orders", shop.buyer, shop.cashOrder(basket));
            });

            assertThat(answers).allSatisfy(answer -> answer.expect(201));
            for (String product : products) {
                assertThat(shop.api
                                .stock(product, shop.merchant)
                                .expect(200)
                                .path("reserved")
                                .asInt())
                        .isEqualTo(64);
            }
        }
    }

    private static List<Api.Answer> atOnce(Api api, List<String> buyers, List<Map<String, Object>> orders)
            throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(REQUESTS);
        CountDownLatch gate = new CountDownLatch(1);
        try {
            List<Future<Api.Answer>> futures = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                int who = i % BUYERS;
                futures.add(pool.submit(() -> {
                    gate.await();
                    return api.postUntilDecided("/orders", buyers.get(who), orders.get(who));
                }));
            }
            gate.countDown();
            List<Api.Answer> answers = new ArrayList<>();
            for (Future<Api.Answer> future : futures) {
                answers.add(future.get(60, TimeUnit.SECONDS));
            }
            return answers;
        } finally {
            pool.shutdownNow();
        }
    }
}
