package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Order instances that leave and come as operators make them, while clients call through both balancers: nobody notices. */
@ExtendWith(RunningCluster.class)
class ComingAndGoingIT {
    private static final int STOCK = 1_000_000;
    private static final Duration SOON = Duration.ofSeconds(5);

    private Started started;
    private Cluster cluster;
    private List<Api> doors;
    private Shop shop;
    private String admin;

    @BeforeEach
    void open(Started running) throws Exception {
        started = running;
        cluster = running.cluster();
        running.awaitWhole();
        doors = List.of(running.api(), running.otherApi());
        shop = new Shop(running);
        admin = running.admin();
    }

    @AfterEach
    void close() throws Exception {
        if (cluster.state().living().of(Role.ORDER).size() < 3) {
            cluster.scale(Role.ORDER, 3);
        }
        doors.get(0).call("POST", "/ops/instances/order-3/admit", admin, null).expect(200);
        started.awaitWhole();
        shop.assertLawsHold();
        shop.close();
    }

    @Test
    @DisplayName(
            "R7, G3, I1 one of three ends by SIGTERM, the others are restarted, a new one takes calls within 5 s of being ready: no call fails, no POST without a key is sent twice")
    void comeAndGo() throws Exception {
        double repeated = sentTwiceWithoutKey();
        String product = shop.product(STOCK);
        AtomicInteger sold = new AtomicInteger();
        Load load = new Load()
                .client(() -> {
                    sell(product);
                    sold.incrementAndGet();
                })
                .client(() -> door().get("/orders?limit=5", shop.buyer).expect(200));
        load.during(() -> {
            cluster.scale(Role.ORDER, 2);
            cluster.restart(Role.ORDER);
            // Forgotten by now, so that it is found as one that never was.
            doors.forEach(door -> awaitThat(
                    "order-3 is forgotten", () -> instance(door, "order-3").isMissingNode()));
            cluster.scale(Role.ORDER, 3);
            Instant ready = Instant.now();
            // It has a latency when it has answered a call.
            doors.forEach(door -> awaitThat(
                    "order-3 takes calls",
                    () -> instance(door, "order-3").path("latencyMillis").asDouble() > 0));
            assertThat(Duration.between(ready, Instant.now())).isLessThan(SOON);
        });
        assertThat(sentTwiceWithoutKey()).isEqualTo(repeated);
        JsonNode stock = shop.api.stock(product, shop.merchant).expect(200);
        assertThat(STOCK - stock.path("onHand").asInt()).isEqualTo(sold.get());
    }

    @Test
    @DisplayName(
            "I5 an instance that is drained at one balancer gets nothing from either, and calls again when the other one admits it: no call fails")
    void drainAndAdmit() throws Exception {
        Load load = new Load();
        for (int i = 0; i < 4; i++) {
            String product = shop.product(STOCK);
            load.client(() -> door().post("/orders", shop.buyer, shop.cashOrder(product, 1))
                    .expect(201));
        }
        load.during(() -> {
            doors.get(0)
                    .call("POST", "/ops/instances/order-3/drain", admin, null)
                    .expect(200);
            doors.forEach(door -> awaitThat("order-3 is drained", () -> {
                JsonNode instance = instance(door, "order-3");
                return instance.path("state").asText().equals("DRAINING")
                        && instance.path("inFlight").asInt() == 0;
            }));
            double had = placed("order-3");
            double others = placed("order-1") + placed("order-2");
            awaitThat("the others place orders", () -> placed("order-1") + placed("order-2") > others + 100);
            assertThat(placed("order-3")).isEqualTo(had);

            doors.get(1)
                    .call("POST", "/ops/instances/order-3/admit", admin, null)
                    .expect(200);
            Instant admitted = Instant.now();
            doors.forEach(door -> awaitThat(
                    "order-3 is used",
                    () -> instance(door, "order-3").path("state").asText().equals("UP")));
            assertThat(Duration.between(admitted, Instant.now())).isLessThan(SOON);
            awaitThat("order-3 places orders", () -> placed("order-3") > had);
        });
    }

    /**
     * An order from its placement to its delivery: keyed calls, named transitions, and one that may never be sent twice. Each of them is done just now, by this
     * very call: of a repetition they would say 200.
     */
    private void sell(String product) {
        JsonNode order =
                door().post("/orders", shop.buyer, shop.cashOrder(product, 1)).expect(201);
        String part = "/merchant-orders/"
                + order.path("merchantOrders").path(0).path("id").asText();
        withoutKey(part + "/acceptance", Map.of());
        withoutKey(part + "/packing", Map.of());
        withoutKey(part + "/shipment", Map.of("carrier", "India Post"));
        door().post(part + "/tracking-events", shop.merchant, Map.of("type", "OUT_FOR_DELIVERY"))
                .expect(201);
        withoutKey(part + "/cash-collection", Map.of("amount", order.path("total")));
        door().post(part + "/tracking-events", shop.merchant, Map.of("type", "DELIVERED"))
                .expect(201);
    }

    private void withoutKey(String path, Object body) {
        door().call("POST", path, shop.merchant, body, null).expect(201);
    }

    private Api door() {
        return doors.get(ThreadLocalRandom.current().nextInt(doors.size()));
    }

    /** Second tries of both balancers. */
    private double sentTwiceWithoutKey() {
        double sum = 0;
        for (Member balancer : cluster.state().of(Role.BALANCER)) {
            for (String repetition : List.of("transition", "never")) {
                sum += started.count(
                        balancer.name(), "pesto_balancer_retries_total{", "repetition=\"" + repetition + '"');
            }
        }
        return sum;
    }

    private double placed(String instance) {
        return started.count(instance, "pesto_placements_total{", "outcome=\"placed\"");
    }

    /** Missing when the balancer does not know it. */
    private JsonNode instance(Api door, String name) {
        for (JsonNode instance : door.get("/ops/instances", admin).expect(200).path("items")) {
            if (instance.path("name").asText().equals(name)) {
                return instance;
            }
        }
        return MissingNode.getInstance();
    }

    private static void awaitThat(String what, Callable<Boolean> condition) {
        try {
            Shop.await(what, condition);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
