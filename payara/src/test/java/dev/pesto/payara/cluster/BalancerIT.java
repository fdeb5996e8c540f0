package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the balancers make of real processes that die, stop and come back. */
@ExtendWith(RunningCluster.class)
class BalancerIT {
    private static final int CLIENTS = 6;

    private final ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
    private Started started;
    private Cluster cluster;
    private Api api;
    private Api other;
    private String buyer;
    private String admin;

    /** One call of a client: its status and when it ended. */
    private record Call(int status, Instant began, Instant ended) {
        Duration took() {
            return Duration.between(began, ended);
        }
    }

    @BeforeEach
    void whole(Started running) {
        started = running;
        cluster = started.cluster();
        started.awaitWhole();
        api = started.api();
        other = started.otherApi();
        buyer = api.register("BUYER");
        Map<String, String> login =
                Map.of("email", Secrets.ADMIN_EMAIL, "password", cluster.home().secret(Secrets.ADMIN_PASSWORD));
        admin = api.post("/auth/tokens", null, login)
                .expect(200)
                .path("accessToken")
                .asText();
    }

    @AfterEach
    void end() throws Exception {
        pool.shutdownNow();
        Files.deleteIfExists(settings());
        started.awaitWhole();
        // Nobody after this one shall be refused.
        await(() -> List.of(api, other).stream()
                .allMatch(door -> order(door, buyer).header("RateLimit").isEmpty()));
    }

    @Test
    @DisplayName(
            "I2, R5 a stopped instance is out within 3 s, its waiting calls end, and GETs are answered by the others")
    void stopped() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Future<List<Call>>> clients = callUntil(over);
        Instant stoppedAt = Instant.now();
        cluster.pause("order-2");
        try {
            await(() -> instance("order-2").path("state").asText().equals("DOWN"));
            Instant since = Instant.parse(instance("order-2").path("since").asText());
            assertThat(Duration.between(stoppedAt, since)).isLessThan(Duration.ofSeconds(3));
            // Those that waited for it have been tried elsewhere: nobody waits any longer.
            await(() -> instance("order-2").path("inFlight").asInt() == 0);
            assertThat(Duration.between(since, Instant.now())).isLessThan(Duration.ofSeconds(2));
        } finally {
            over.set(true);
            cluster.resume("order-2");
        }
        List<Call> calls = calls(clients);
        assertThat(calls).isNotEmpty().allMatch(call -> call.took().compareTo(Duration.ofSeconds(15)) < 0);
        // A second try may meet an instance that is merely starved on a busy machine, and there is no third.
        assertThat(calls.stream().filter(call -> call.status() != 200).count())
                .isLessThanOrEqualTo(1 + calls.size() / 100);
    }

    @Test
    @DisplayName(
            "I1, I2 a killed instance gets nothing any more, no GET fails, and its successor takes traffic within 5 s of being ready")
    void killed() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Future<List<Call>>> clients = callUntil(over);
        cluster.kill("order-3");
        await(() -> state("order-3").equals("DOWN"));
        long failures = instance("order-3").path("failures").asLong();
        Instant later = Instant.now().plusSeconds(3);
        await(() -> Instant.now().isAfter(later));
        assertThat(instance("order-3").path("failures").asLong()).isEqualTo(failures);
        cluster.revive("order-3");
        Instant ready = Instant.now();
        await(() -> state("order-3").equals("UP"));
        Instant since = Instant.parse(instance("order-3").path("since").asText());
        assertThat(Duration.between(ready, since)).isLessThan(Duration.ofSeconds(5));
        over.set(true);
        assertThat(calls(clients)).isNotEmpty().allMatch(call -> call.status() == 200);
    }

    @Test
    @DisplayName("I1, R9 while the user service and its part of the grid are silent, orders go on as before")
    void silence() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        cluster.pause("user-1");
        List<Call> calls;
        try {
            List<Future<List<Call>>> clients = callUntil(over);
            await(() -> instance("user-1").path("state").asText().equals("DOWN"));
            assertThat(api.get("/users/me", buyer).code()).isEqualTo("no_upstream");
            // Longer than the grid takes to notice that its member is silent.
            Instant enough = Instant.now().plusSeconds(16);
            await(() -> Instant.now().isAfter(enough));
            for (String order : List.of("order-1", "order-2", "order-3")) {
                assertThat(instance(order).path("state").asText()).as(order).isEqualTo("UP");
            }
            over.set(true);
            calls = calls(clients);
        } finally {
            over.set(true);
            cluster.resume("user-1");
        }
        assertThat(calls).isNotEmpty().allMatch(call -> call.status() == 200);
        long slow = calls.stream()
                .filter(call -> call.took().compareTo(Duration.ofSeconds(1)) > 0)
                .count();
        assertThat(slow).isLessThanOrEqualTo(calls.size() / 100);
    }

    @Test
    @DisplayName("R9 a balancer that has just started answers its first calls while most of the grid is silent")
    void firstCalls() throws Exception {
        cluster.kill("balancer-2");
        cluster.revive("balancer-2");
        started.awaitWhole();
        List<String> silent = List.of("user-1", "product-1", "order-2", "order-3");
        silent.forEach(cluster::pause);
        try {
            await(() -> silent.stream().allMatch(name -> state(other, name).equals("DOWN")));
            for (int i = 0; i < 5; i++) {
                Instant began = Instant.now();
                other.get("/orders", buyer).expect(200);
                assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(2));
            }
        } finally {
            silent.forEach(cluster::resume);
        }
    }

    @Test
    @DisplayName(
            "I1, L2 members sleep until the grid has given them up, and wake beside it: calls go on, and within 30 s the grid is one again, with every instance used and one bucket for both balancers")
    void splitGrid() throws Exception {
        limits("pesto.limits.orders=100/1h\n");
        await(this::shareBuckets);
        AtomicBoolean over = new AtomicBoolean();
        List<String> asleep = List.of("balancer-2", "order-2");
        asleep.forEach(cluster::pause);
        List<Future<List<Call>>> clients;
        Instant awake;
        try {
            await(() -> state(api, "order-2").equals("DOWN"));
            clients = callUntil(over);
            // The grid gives a member up after 15 s without a heartbeat, of which there is one every 2 s.
            Instant enough = Instant.now().plusSeconds(18);
            await(() -> Instant.now().isAfter(enough));
        } finally {
            awake = Instant.now();
            asleep.forEach(cluster::resume);
        }
        assertThat(shareBuckets())
                .as("the grid is whole, so it was never split")
                .isFalse();
        await(() -> other.get("/orders", buyer).status() == 200);
        while (!shareBuckets()) {
            other.get("/orders", buyer).expect(200);
            assertThat(Duration.between(awake, Instant.now())).isLessThan(Duration.ofSeconds(30));
        }
        for (Api door : List.of(api, other)) {
            await(() -> state(door, "order-2").equals("UP"));
        }
        assertThat(Duration.between(awake, Instant.now())).isLessThan(Duration.ofSeconds(30));
        over.set(true);
        assertThat(calls(clients)).isNotEmpty().allMatch(call -> call.status() == 200);
    }

    /** Whether eight callers find at each balancer what the other has left of their quota; a few of them might be lucky in a grid that is split. */
    private boolean shareBuckets() {
        for (int caller = 0; caller < 8; caller++) {
            String somebody = started.stranger();
            for (int left = 99; left > 95; left--) {
                Api.Answer answer = order(left % 2 == 0 ? api : other, somebody);
                if (!answer.header("RateLimit").startsWith("\"orders\";r=" + left + ";")) {
                    return false;
                }
            }
        }
        return true;
    }

    @Test
    @DisplayName(
            "L2 two balancers together let through what one would, within 2 %, by each policy; L4 Retry-After of one is true at the other; L6 limits change while they run")
    void sharedLimits() throws Exception {
        // Quotas that no other test has, so that each bucket is full.
        limits("pesto.limits.default=600/1201s\npesto.limits.orders=60/121s\npesto.limits.auth=10/21s\n");
        String somebody = started.stranger();
        await(() -> List.of(api, other).stream().allMatch(door -> door.get("/none", started.stranger())
                .header("RateLimit-Policy")
                .equals("\"default\";q=600;w=1201")));
        // Nobody is what the token says, but what may be asked how often comes first.
        letThrough(600, door -> door.get("/ops/instances", somebody));
        letThrough(60, door -> door.post("/orders", somebody, Map.of()));
        letThrough(10, door -> door.post("/auth/tokens", null, Map.of()));
    }

    /** Draws at both doors at once until each has refused often enough; one call comes back every two seconds. */
    private void letThrough(int quota, Function<Api, Api.Answer> call) throws Exception {
        Instant start = Instant.now();
        List<Future<Integer>> doors = new ArrayList<>();
        for (Api door : List.of(api, other)) {
            doors.add(pool.submit(() -> {
                int passed = 0;
                for (int refused = 0; refused < 25; ) {
                    if (call.apply(door).status() == 429) {
                        refused++;
                    } else {
                        passed++;
                    }
                }
                return passed;
            }));
        }
        int passed = 0;
        for (Future<Integer> door : doors) {
            passed += door.get(60, TimeUnit.SECONDS);
        }
        double back = Duration.between(start, Instant.now()).toMillis() / 2000.0;
        // Whole calls: of ten, 2 % is none.
        assertThat(passed).as("of %s and %s", quota, back).isBetween((int) Math.ceil(quota * 0.98), (int)
                Math.floor((quota + back) * 1.02));

        Api.Answer refused = call.apply(api);
        while (refused.status() != 429) {
            refused = call.apply(api);
        }
        Instant then = Instant.now().plusSeconds(Long.parseLong(refused.header("Retry-After")));
        await(() -> Instant.now().isAfter(then));
        assertThat(call.apply(other).status()).isNotEqualTo(429);
    }

    /** Counts as an order, and is refused by the balancer itself: it has no key. */
    private static Api.Answer order(Api door, String token) {
        return door.call("POST", "/orders", token, Map.of(), null);
    }

    private void limits(String text) throws IOException {
        Path part = Files.writeString(settings().resolveSibling("settings.part"), text);
        Files.move(part, settings(), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path settings() {
        return cluster.home().settings();
    }

    private JsonNode instance(String name) {
        for (JsonNode instance : api.get("/ops/instances", admin).expect(200).path("items")) {
            if (instance.path("name").asText().equals(name)) {
                return instance;
            }
        }
        throw new AssertionError(name + " is not listed");
    }

    private String state(String name) {
        return state(api, name);
    }

    private String state(Api door, String name) {
        for (JsonNode instance : door.get("/ops/instances", admin).expect(200).path("items")) {
            if (instance.path("name").asText().equals(name)) {
                return instance.path("state").asText();
            }
        }
        return "forgotten";
    }

    private List<Future<List<Call>>> callUntil(AtomicBoolean over) {
        List<Future<List<Call>>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(pool.submit(() -> {
                List<Call> calls = new ArrayList<>();
                while (!over.get()) {
                    Instant began = Instant.now();
                    calls.add(new Call(api.get("/orders", buyer).status(), began, Instant.now()));
                }
                return calls;
            }));
        }
        return clients;
    }

    private static List<Call> calls(List<Future<List<Call>>> clients) throws Exception {
        List<Call> all = new ArrayList<>();
        for (Future<List<Call>> client : clients) {
            all.addAll(client.get(60, TimeUnit.SECONDS));
        }
        return all;
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited for a minute").isLessThan(until);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
