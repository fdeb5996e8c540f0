package dev.pesto.order.orders;

import static dev.pesto.order.orders.Market.key;
import static dev.pesto.order.orders.Market.line;
import static dev.pesto.order.orders.Market.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.order.HeldRow;
import dev.pesto.order.LawsHold;
import dev.pesto.order.OrderApi;
import dev.pesto.order.OrderApi.Person;
import dev.pesto.order.OrderRows;
import dev.pesto.order.orders.entity.OrderStatus;
import dev.pesto.order.settlement.entity.PaymentMethod;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rows that somebody keeps locked, and what they keep from others. */
@OnPayara
@SuppressWarnings("try") // Rows are held until the block ends.
class HeldRowsIT {

    /** A call ends within 15 s, one way or the other. */
    private static final long LONGEST_CALL_MILLIS = 15_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Market market;
    private Person merchant;
    private Market.Buyer buyer;

    /** An answer and how long it took. */
    private record Timed(Server.Answer answer, long millis) {}

    @BeforeEach
    void open() throws Exception {
        market = new Market();
        merchant = market.merchant();
        buyer = market.buyer();
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        market.close();
        LawsHold.now();
    }

    @Test
    @DisplayName(
            "C4 one stock row held: orders for it are refused in time, one that is there is found, all others, reads and readiness go on")
    void oneRowHeld() throws Exception {
        long lamp = market.product(merchant, 1_000);
        long cup = market.product(merchant, 1_000);
        String before = key();
        Server.Answer placed = order(buyer, before, line(lamp, 1), line(cup, 1));
        assertThat(placed.status()).isEqualTo(201);
        Server.Answer repeated;
        List<CompletableFuture<Timed>> refused = new ArrayList<>();
        List<Timed> others = new ArrayList<>();
        try (HeldRow held = HeldRow.ofStock(lamp)) {
            for (int i = 0; i < 40; i++) {
                refused.add(sending(() -> order(buyer, key(), line(lamp, 1))));
                refused.add(sending(() -> OrderApi.post(
                        merchant,
                        "stock/" + OrderApi.shown(lamp) + "/adjustments",
                        "{\"delta\":1,\"reason\":\"counted\"}",
                        key())));
            }
            HeldRow.awaitWaiting(market.rows, 6);
            CompletableFuture<Timed> repeating = sending(() -> order(buyer, before, line(lamp, 1), line(cup, 1)));
            while (refused.stream().anyMatch(call -> !call.isDone())) {
                others.add(timed(() -> order(buyer, key(), line(cup, 1))));
                others.add(timed(() -> OrderApi.get(buyer.person(), "orders?limit=1")));
                Timed ready =
                        timed(() -> Server.request("GET", "/../health/ready").send());
                // Not an empty 200, which the server has for paths that it cannot read.
                assertThat(ready.answer().json().path("status").asText()).isEqualTo("UP");
                others.add(ready);
            }
            repeated = repeating.get(LONGEST_CALL_MILLIS, TimeUnit.MILLISECONDS).answer();
        }

        assertThat(repeated.status()).as(repeated.text()).isEqualTo(201);
        assertThat(repeated.json().path("id")).isEqualTo(placed.json().path("id"));
        assertThat(repeated.header("Idempotent-Replayed")).hasValue("true");

        assertThat(refused).allSatisfy(call -> {
            Timed timed = call.get(1, TimeUnit.SECONDS);
            assertThat(timed.answer().status()).as(timed.answer().text()).isEqualTo(503);
            assertThat(timed.answer().code()).isEqualTo("contention");
            assertThat(timed.answer().header("Retry-After")).isPresent();
            assertThat(timed.millis()).isLessThan(LONGEST_CALL_MILLIS);
        });
        assertThat(others).hasSizeGreaterThan(30).allSatisfy(timed -> {
            assertThat(timed.answer().status()).as(timed.answer().text()).isIn(200, 201);
            assertThat(timed.millis()).isLessThan(2_000);
        });
        assertThat(order(buyer, key(), line(lamp, 1)).status()).isEqualTo(201);
    }

    @Test
    @DisplayName(
            "C2 rows held: whoever repeats a payment, an adjustment or a tracking event finds it, others are refused")
    void repeatedChanges() throws Exception {
        OrderRows.Placed order = market.rows.order(
                PaymentMethod.CARD,
                "tok_ok",
                OrderStatus.PENDING_PAYMENT,
                buyer.person().id(),
                merchant.id());
        long product = order.part().product();
        List<Keyed> changes = List.of(
                new Keyed(buyer.person(), "orders/" + OrderApi.shown(order.id()) + "/payments", "{}", null),
                new Keyed(
                        merchant,
                        "stock/" + OrderApi.shown(product) + "/adjustments",
                        "{\"delta\":1,\"reason\":\"counted\"}",
                        "{\"delta\":2,\"reason\":\"counted\"}"),
                new Keyed(
                        merchant,
                        "merchant-orders/" + OrderApi.shown(order.part().id()) + "/tracking-events",
                        "{\"type\":\"NOTE\"}",
                        "{\"type\":\"NOTE\",\"note\":\"another\"}"));
        for (Keyed change : changes) {
            Server.Answer first = change.send("first", change.body());
            assertThat(first.status()).as(first.text()).isEqualTo(201);

            Timed repeated;
            Timed fresh;
            Server.Answer other;
            try (HeldRow orders = HeldRow.ofOrder(order.id());
                    HeldRow stock = HeldRow.ofStock(product)) {
                CompletableFuture<Timed> repeating = sending(() -> change.send("first", change.body()));
                CompletableFuture<Timed> asking = sending(() -> change.send(key(), change.body()));
                other = change.other() == null ? null : change.send("first", change.other());
                repeated = repeating.get(LONGEST_CALL_MILLIS, TimeUnit.MILLISECONDS);
                fresh = asking.get(LONGEST_CALL_MILLIS, TimeUnit.MILLISECONDS);
            }

            assertThat(repeated.answer().status()).as(repeated.answer().text()).isEqualTo(201);
            assertThat(repeated.answer().json()).isEqualTo(first.json());
            assertThat(repeated.answer().header("Idempotent-Replayed")).hasValue("true");
            assertThat(fresh.answer().code()).as(fresh.answer().text()).isEqualTo("contention");
            if (other != null) {
                assertThat(other.code()).as(other.text()).isEqualTo("idempotency_key_reused");
            }
        }
    }

    /** A change with a key, and another that would be one too. */
    private record Keyed(Person person, String path, String body, String other) {
        Server.Answer send(String key, String json) {
            return OrderApi.post(person, path, json, key);
        }
    }

    @Test
    @DisplayName("C5 rows that get free one after the other: a try waits for all of them 3 s together")
    void rowsOneAfterTheOther() throws Exception {
        long lamp = market.product(merchant, 10);
        long cup = market.product(merchant, 10);
        try (HeldRow first = HeldRow.ofStock(Math.min(lamp, cup));
                HeldRow second = HeldRow.ofStock(Math.max(lamp, cup))) {
            CompletableFuture<Timed> both = sending(() -> order(buyer, key(), line(lamp, 1), line(cup, 1)));
            assertTryEndsInTime(first);
            second.release();
            assertThat(both.get(30, TimeUnit.SECONDS).answer().status()).isEqualTo(201);
        }
    }

    @Test
    @DisplayName("C5 what a try has waited for its key it does not wait for stock any more")
    void keyAndThenStock() throws Exception {
        long lamp = market.product(merchant, 10);
        String key = key();
        try (HeldRow first = HeldRow.ofKey(buyer.person().id(), key);
                HeldRow second = HeldRow.ofStock(lamp)) {
            CompletableFuture<Timed> order = sending(() -> order(buyer, key, line(lamp, 1)));
            assertTryEndsInTime(first);
            second.release();
            assertThat(order.get(30, TimeUnit.SECONDS).answer().status()).isEqualTo(201);
        }
    }

    /** Lets the first row go after 2 s, and sees the try that waited for it end within 3 s, though the second stays held. */
    private void assertTryEndsInTime(HeldRow first) throws Exception {
        String attempt = HeldRow.awaitWaiting(market.rows, 1);
        long start = System.nanoTime();
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        first.release();
        HeldRow.awaitEnd(market.rows, attempt);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(2), Duration.ofMillis(4_200));
    }

    @Test
    @DisplayName("C2 a key that another request keeps undecided: nobody says that nothing was changed")
    void keyUndecided() throws Exception {
        long lamp = market.product(merchant, 10);
        String key = key();
        try (HeldRow held = HeldRow.ofKey(buyer.person().id(), key)) {
            Timed timed = timed(() -> order(buyer, key, line(lamp, 1)));
            assertThat(timed.answer().status()).isEqualTo(503);
            assertThat(timed.answer().code()).isEqualTo("unavailable");
            assertThat(timed.millis()).isLessThan(LONGEST_CALL_MILLIS);
        }
        assertThat(order(buyer, key, line(lamp, 1)).status()).isEqualTo(201);
    }

    @Test
    @DisplayName(
            "C3 fifty requests with one key whose first is refused under the lock: all are refused, nobody deadlocks")
    void firstOfOneKeyIsRefused() throws Exception {
        long lamp = market.product(merchant, 1);
        String key = key();
        List<CompletableFuture<Timed>> calls = new ArrayList<>();
        try (HeldRow held = HeldRow.ofStock(lamp)) {
            for (int i = 0; i < 50; i++) {
                calls.add(sending(() -> order(buyer, key, line(lamp, 1))));
            }
            HeldRow.awaitWaiting(market.rows, 1);
            held.run("UPDATE stock SET on_hand = 0 WHERE product_id = ?", lamp);
            held.run(
                    "INSERT INTO stock_ledger (id, product_id, delta, kind, created_at) VALUES (?, ?, -1, 'ADJUSTMENT', 1)",
                    OrderRows.id(),
                    lamp);
            held.commit();
        }

        assertThat(calls).allSatisfy(call -> {
            Server.Answer answer = call.get(30, TimeUnit.SECONDS).answer();
            assertThat(answer.status()).as(answer.text()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("out_of_stock");
        });
        assertThat(market.orders(buyer)).isZero();
    }

    private CompletableFuture<Timed> sending(Supplier<Server.Answer> call) {
        return CompletableFuture.supplyAsync(() -> timed(call), threads);
    }

    private static Timed timed(Supplier<Server.Answer> call) {
        long start = System.nanoTime();
        Server.Answer answer = call.get();
        return new Timed(answer, Duration.ofNanos(System.nanoTime() - start).toMillis());
    }
}
