package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.commons.ids.Ids;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

/** What an Idempotency-Key promises when its requests race over three instances, and when an instance dies under one. */
@ExtendWith(RunningCluster.class)
@SuppressWarnings("try") // Rows are held until the block ends.
class KeysIT {
    private static final String VICTIM = "order-1";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String key = UUID.randomUUID().toString();
    private Started started;
    private Cluster cluster;
    private Shop shop;

    /** A request with a key, sent to the instance that is going to die. */
    private record Sent(String path, String token, Object body, CompletableFuture<Api.Answer> call) {}

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
        if (!cluster.state().member(VICTIM).orElseThrow().isAlive()) {
            cluster.revive(VICTIM);
        }
        shop.assertLawsHold();
        shop.close();
        started.awaitWhole();
    }

    @Test
    @DisplayName(
            "R4 fifty identical requests over three instances are one order and forty-nine replays; its key fits no other body")
    void fiftyAtOnce() throws Exception {
        String lamp = shop.product(1);
        Map<String, Object> order = shop.cashOrder(lamp, 1);

        List<Api.Answer> answers = Shop.atOnce(50, i -> (i % 2 == 0 ? started.api() : started.otherApi())
                .call("POST", "/orders", shop.buyer, order, key));

        assertThat(answers).allSatisfy(answer -> answer.expect(201));
        assertThat(answers.stream()
                        .map(a -> a.location().substring(a.location().lastIndexOf('/')))
                        .distinct())
                .hasSize(1);
        assertThat(answers).filteredOn(Api.Answer::isReplayed).hasSize(49);
        assertThat(orders()).isEqualTo("1");
        assertThat(shop.api
                        .call("POST", "/orders", shop.buyer, shop.cashOrder(lamp, 2), key)
                        .code())
                .isEqualTo("idempotency_key_reused");
    }

    @Test
    @DisplayName(
            "R4, C3 fifty requests whose first is refused under the lock: all are refused, none deadlocks, and the key is free")
    void firstIsRefused() throws Exception {
        String lamp = shop.product(1);
        Map<String, Object> order = shop.cashOrder(lamp, 1);
        List<CompletableFuture<Api.Answer>> calls = new ArrayList<>();
        try (Shop.Held held = shop.holdStock(lamp)) {
            for (int i = 0; i < 50; i++) {
                calls.add(CompletableFuture.supplyAsync(
                        () -> shop.api.call("POST", "/orders", shop.buyer, order, key), threads));
            }
            // One of each instance: the first for the stock, the others for the first one's key.
            shop.awaitWaiting(3);
            held.run("UPDATE stock SET on_hand = 0 WHERE product_id = ?", id(lamp));
            held.run(
                    "INSERT INTO stock_ledger (id, product_id, delta, kind, created_at) VALUES (?, ?, -1, 'ADJUSTMENT', 1)",
                    Ids.next(),
                    id(lamp));
            held.commit();
        }
        assertThat(calls).allSatisfy(call -> {
            Api.Answer answer = call.get(60, TimeUnit.SECONDS);
            answer.expect(409);
            assertThat(answer.code()).isEqualTo("out_of_stock");
        });
        assertThat(orders()).isEqualTo("0");

        shop.api
                .post("/stock/" + lamp + "/adjustments", shop.merchant, Map.of("delta", 1, "reason", "found one"))
                .expect(201);
        Api.Answer late = shop.api.call("POST", "/orders", shop.buyer, order, key);
        late.expect(201);
        assertThat(late.isReplayed()).isFalse();
    }

    @Test
    @DisplayName(
            "R4, K3, F5, Y1, Y2 an instance is killed before it commits: repeated, each request is carried out once; an attempt whose answer it had not recorded is captured once")
    void killedBeforeTheCommit() throws Exception {
        String lamp = shop.product(5);
        String cup = shop.product(5);
        JsonNode followed = shop.placed(shop.cashOrder(cup, 1));
        JsonNode begun = shop.placed(shop.cardOrder(cup, 1));
        JsonNode charged = shop.placed(shop.cardOrder(cup, 1));
        Map<String, Sent> sent = new LinkedHashMap<>();
        try (Shop.Held stockOfOrder = shop.holdStock(lamp);
                Shop.Held stockOfAdjustment = shop.holdStock(cup);
                Shop.Held orderOfEvent = shop.holdOrder(text(followed));
                Shop.Held orderOfPayment = shop.holdOrder(text(begun))) {
            CompletableFuture<Shop.Held> again;
            try (Shop.Held orderOfCharge = shop.holdOrder(text(charged))) {
                sent.put("charged", pay(charged));
                shop.awaitWaiting(1);
                again = holdingNext(charged);
                shop.awaitWaiting(2);
            }
            // The attempt is written, and the provider's answer waits for the row that was taken in between.
            try (Shop.Held betweenAnswerAndRecord = again.get(30, TimeUnit.SECONDS)) {
                Shop.await("the attempt is there", () -> attempts(charged).equals("PENDING"));
                sent.put("order", send("/orders", shop.buyer, shop.cashOrder(lamp, 2)));
                sent.put("adjustment", adjust(cup));
                sent.put("event", note(followed));
                sent.put("payment", pay(begun));
                shop.awaitWaiting(5);
                cluster.kill(VICTIM);
                sent.values().forEach(s -> assertThat(s.call()).failsWithin(30, TimeUnit.SECONDS));
                assertThat(attempts(charged)).isEqualTo("PENDING");
            }
        }
        assertThat(orders()).isEqualTo("0");

        sent.values().forEach(s -> repeat(s).expect(201));
        assertThat(orders()).isEqualTo("1");
        assertEachIsThereOnce(lamp, cup, followed);
        assertThat(repeat(sent.get("order")).isReplayed()).isTrue();
        for (JsonNode order : List.of(begun, charged)) {
            Shop.await("paid", () -> attempts(order).equals("CAPTURED"));
            assertThat(shop.value(
                            "SELECT CONCAT(status, ' ', payment_status) FROM orders WHERE id = ?", Shop.id(order)))
                    .isEqualTo("PLACED CAPTURED");
        }
    }

    @Test
    @DisplayName(
            "R4, K3, F5, Y2 an instance is killed after it committed and before it answered: repeated, each request gets the first result")
    void killedAfterTheCommit() throws Exception {
        String lamp = shop.product(5);
        String cup = shop.product(5);
        JsonNode followed = shop.placed(shop.cashOrder(cup, 1));
        JsonNode begun = shop.placed(shop.cardOrder(cup, 1));
        Map<String, Sent> sent = new LinkedHashMap<>();
        boolean canHoldCommits = started.isMariaDb();
        try (Connection commits = started.database()) {
            if (canHoldCommits) {
                holdCommits(commits);
            }
            sent.put("order", send("/orders", shop.buyer, shop.cashOrder(lamp, 2)));
            sent.put("adjustment", adjust(cup));
            sent.put("event", note(followed));
            sent.put("payment", pay(begun));
            if (canHoldCommits) {
                Shop.await(
                        "all four commit",
                        () -> Integer.parseInt(
                                        shop.value(
                                                "SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'pesto_order' AND state LIKE '%backup lock%'"))
                                >= 4);
                cluster.pause(VICTIM);
                commits.createStatement().execute("BACKUP STAGE END");
            }
        }
        Shop.await(
                "all four are committed",
                () -> orders().equals("1")
                        && shop.value("SELECT COUNT(*) FROM stock_ledger WHERE idempotency_key = ?", key)
                                .equals("1")
                        && shop.value("SELECT COUNT(*) FROM order_event WHERE idempotency_key = ?", key)
                                .equals("1")
                        && !attempts(begun).isEmpty());
        cluster.kill(VICTIM);
        if (canHoldCommits) {
            sent.values().forEach(s -> assertThat(s.call()).failsWithin(30, TimeUnit.SECONDS));
        }

        String first = shop.value("SELECT id FROM orders WHERE idempotency_key = ?", key);
        sent.forEach((what, s) -> {
            Api.Answer answer = repeat(s);
            answer.expect(201);
            assertThat(answer.isReplayed()).as(what).isTrue();
        });
        assertThat(Shop.id(repeat(sent.get("order")).body())).isEqualTo(Long.parseLong(first));
        assertThat(orders()).isEqualTo("1");
        assertEachIsThereOnce(lamp, cup, followed);
        Shop.await("paid", () -> attempts(begun).equals("CAPTURED"));
    }

    /** Commits wait from here on, and nothing else does: what a backup asks of MariaDB. */
    private static void holdCommits(Connection session) throws Exception {
        for (String stage : List.of("START", "FLUSH", "BLOCK_DDL", "BLOCK_COMMIT")) {
            session.createStatement().execute("BACKUP STAGE " + stage);
        }
    }

    private void assertEachIsThereOnce(String lamp, String cup, JsonNode followed) throws Exception {
        assertThat(shop.value("SELECT CONCAT(on_hand, '/', reserved) FROM stock WHERE product_id = ?", id(lamp)))
                .isEqualTo("5/2");
        assertThat(shop.value("SELECT on_hand FROM stock WHERE product_id = ?", id(cup)))
                .isEqualTo("8");
        assertThat(shop.value("SELECT COUNT(*) FROM stock_ledger WHERE product_id = ?", id(cup)))
                .isEqualTo("2");
        assertThat(shop.api
                        .get("/orders/" + text(followed) + "/tracking", shop.buyer)
                        .expect(200)
                        .path("items"))
                .hasSize(2);
    }

    private Sent adjust(String product) {
        return send("/stock/" + product + "/adjustments", shop.merchant, Map.of("delta", 3, "reason", "delivery"));
    }

    private Sent note(JsonNode order) {
        return send(
                "/merchant-orders/" + order.at("/merchantOrders/0/id").asText() + "/tracking-events",
                shop.merchant,
                Map.of("type", "NOTE", "note", "on its shelf"));
    }

    private Sent pay(JsonNode order) {
        return send("/orders/" + text(order) + "/payments", shop.buyer, Map.of());
    }

    private Sent send(String path, String token, Object body) {
        Api victim = started.instance(VICTIM);
        return new Sent(
                path,
                token,
                body,
                CompletableFuture.supplyAsync(() -> victim.call("POST", path, token, body, key), threads));
    }

    /** The same again, through the public door. */
    private Api.Answer repeat(Sent request) {
        return shop.api.postUntilDecided(request.path(), request.token(), request.body(), key);
    }

    private CompletableFuture<Shop.Held> holdingNext(JsonNode order) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return shop.holdOrder(text(order));
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
    }

    private String orders() throws Exception {
        return shop.value("SELECT COUNT(*) FROM orders WHERE idempotency_key = ?", key);
    }

    /** How an order's attempts stand, with commas. */
    private String attempts(JsonNode order) throws Exception {
        return shop.value("SELECT COALESCE(GROUP_CONCAT(status), '') FROM payment WHERE order_id = ?", Shop.id(order));
    }

    private static String text(JsonNode order) {
        return order.path("id").asText();
    }

    private static long id(String shown) {
        return Ids.parse(shown).orElseThrow();
    }
}
