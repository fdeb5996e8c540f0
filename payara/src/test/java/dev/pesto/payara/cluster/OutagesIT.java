package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.commons.ids.Ids;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Order instances that hang or have been away, and what they left to be done. */
@ExtendWith(RunningCluster.class)
@SuppressWarnings("try") // Rows are held until the block ends.
class OutagesIT {
    private static final List<String> INSTANCES = List.of("order-1", "order-2", "order-3");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Started started;
    private Cluster cluster;
    private Shop shop;

    @BeforeEach
    void open(Started running) throws Exception {
        started = running;
        cluster = running.cluster();
        running.awaitWhole();
        shop = new Shop(running);
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        INSTANCES.forEach(cluster::resume);
        started.awaitWhole();
        shop.assertLawsHold();
        shop.close();
    }

    @Test
    @DisplayName(
            "C6 an instance stopped with the key and the stock of an order in its hands: both are free within 3 s, and awake it promises nothing that is not there")
    void frozenHolder() throws Exception {
        String lamp = shop.product(5);
        Map<String, Object> order = shop.cashOrder(lamp, 1);
        String key = UUID.randomUUID().toString();
        Api frozen = started.instance("order-2");
        CompletableFuture<Api.Answer> first;
        Duration free;
        try (Shop.Held held = shop.holdStock(lamp)) {
            first = CompletableFuture.supplyAsync(
                    () -> frozen.call("POST", "/orders", shop.buyer, order, key), threads);
            shop.awaitWaiting(1);
            cluster.pause("order-2");
            held.commit();
            long start = System.nanoTime();
            shop.holdStock(lamp).close();
            free = Duration.ofNanos(System.nanoTime() - start);
        }
        Api.Answer second = shop.api.postUntilDecided("/orders", shop.buyer, order, key);
        JsonNode placed = second.expect(201);
        cluster.resume("order-2");
        Api.Answer awake = first.get(30, TimeUnit.SECONDS);

        // Less than a second would mean that nobody held it.
        assertThat(free).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
        assertThat(second.isReplayed()).isFalse();
        if (awake.status() == 201) {
            assertThat(awake.isReplayed()).isTrue();
            assertThat(awake.body().path("id")).isEqualTo(placed.path("id"));
        } else {
            assertThat(awake.status()).as("%s", awake.body()).isEqualTo(503);
            assertThat(awake.code()).isEqualTo("unavailable");
        }
        assertThat(shop.value("SELECT COUNT(*) FROM orders WHERE idempotency_key = ?", key))
                .isEqualTo("1");
        assertThat(shop.api
                        .stock(lamp, shop.merchant)
                        .expect(200)
                        .path("reserved")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    @DisplayName(
            "Y6 holds that ended while no instance and no database was there: all end within 60 s of their return, each once, whoever does it")
    void holdsEndedInAnOutage() throws Exception {
        int count = 30;
        String lamp = shop.product(count);
        List<Api.Answer> answers = Shop.atOnce(6, i -> placedMany(lamp, count / 6));
        answers.forEach(last -> last.expect(201));
        String ids = pending(lamp);
        INSTANCES.forEach(cluster::pause);
        try {
            assertThat(shop.run("UPDATE orders SET expires_at = UNIX_TIMESTAMP() * 1000 - 1 WHERE id IN (" + ids + ")"))
                    .isEqualTo(count);
            if (started.hasOwnDatabase()) {
                cluster.restartDatabase(true);
                shop.reconnect();
            }
        } finally {
            INSTANCES.forEach(cluster::resume);
        }
        Shop.await("an instance is ready", () -> INSTANCES.stream()
                .anyMatch(name ->
                        Probe.isReady(cluster.state().member(name).orElseThrow().port())));
        Shop.await("all have expired", () -> shop.value(
                        "SELECT COUNT(*) FROM orders WHERE status = 'EXPIRED' AND payment_status = 'CANCELLED' AND id IN ("
                                + ids + ")")
                .equals(Integer.toString(count)));

        assertThat(shop.value(
                        "SELECT CONCAT(COUNT(*), ' ', COUNT(DISTINCT e.merchant_order_id)) FROM order_event e JOIN merchant_order m ON m.id = e.merchant_order_id WHERE e.type = 'EXPIRED' AND m.order_id IN ("
                                + ids + ")"))
                .isEqualTo(count + " " + count);
        assertThat(shop.api
                        .stock(lamp, shop.merchant)
                        .expect(200)
                        .path("available")
                        .asInt())
                .isEqualTo(count);
    }

    private Api.Answer placedMany(String product, int count) {
        Api.Answer last = null;
        for (int i = 0; i < count; i++) {
            last = shop.api.postUntilDecided("/orders", shop.buyer, shop.cardOrder(product, 1));
        }
        return last;
    }

    private String pending(String product) throws Exception {
        return shop.value(
                "SELECT GROUP_CONCAT(DISTINCT m.order_id) FROM order_line l JOIN merchant_order m ON m.id = l.merchant_order_id WHERE l.product_id = ?",
                Ids.parse(product).orElseThrow());
    }
}
