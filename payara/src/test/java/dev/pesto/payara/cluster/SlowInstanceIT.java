package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Three order instances of which the third, by the only way that is left to it, becomes slow while clients call. */
@ExtendWith(RunningCluster.class)
class SlowInstanceIT {
    private static final String SLOW = "order-detour";
    private static final int CLIENTS = 8;
    private static final int CALLS = 1500;

    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final Queue<Duration> calls = new ConcurrentLinkedQueue<>();
    private Started started;
    private Api api;
    private String buyer;
    private String admin;
    private volatile boolean over;

    @BeforeEach
    void open(Started running) {
        started = running;
        running.awaitWhole();
        api = running.api();
        buyer = api.register("BUYER");
        admin = running.admin();
    }

    @AfterEach
    void close() {
        over = true;
        threads.shutdownNow();
        tell("admit");
        started.awaitWhole();
    }

    @Test
    @DisplayName("I3 one of three order instances takes 2 s longer for each call: 99 % of the calls stay under 1 s")
    void slowOne() throws Exception {
        tell("drain");
        List<Future<?>> clients = new ArrayList<>();
        try (LongWay way = new LongWay(
                RunningCluster.DETOUR,
                started.cluster().state().member("order-3").orElseThrow().port())) {
            Shop.await(
                    "two instances are used, and the third by its detour",
                    () -> state("order-3").equals("DRAINING") && state(SLOW).equals("UP"));
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(this::callUntilTheEnd));
            }
            Shop.await("it is known as one like the others", () -> way.calls() > 20);
            way.delay(Duration.ofSeconds(2));
            calls.clear();
            Shop.await("enough calls", () -> calls.size() >= CALLS);
            over = true;
            for (Future<?> client : clients) {
                client.get(30, TimeUnit.SECONDS);
            }
            assertThat(way.calls()).as("calls that met the slow one").isPositive();
        }
        List<Duration> slow = calls.stream()
                .filter(took -> took.compareTo(Duration.ofSeconds(1)) >= 0)
                .toList();
        assertThat(slow.size()).as("of %s: %s", calls.size(), slow).isLessThanOrEqualTo(calls.size() / 100);
    }

    private void callUntilTheEnd() {
        while (!over) {
            long start = System.nanoTime();
            api.get("/orders?limit=5", buyer).expect(200);
            calls.add(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private void tell(String what) {
        api.call("POST", "/ops/instances/order-3/" + what, admin, null).expect(200);
    }

    private String state(String name) {
        for (JsonNode instance : api.get("/ops/instances", admin).expect(200).path("items")) {
            if (instance.path("name").asText().equals(name)) {
                return instance.path("state").asText();
            }
        }
        return "unknown";
    }
}
