package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pesto.commons.ids.Ids;
import dev.pesto.payara.cluster.Api.Answer;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator sees: metrics that move, and logs that tell each failure once and no refusal. */
@ExtendWith(RunningCluster.class)
class OperationsIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Started started;
    private Api api;
    private String buyer;
    private String lamp;
    private Map<String, Object> basket;

    @BeforeEach
    void open(Started cluster) {
        started = cluster;
        api = cluster.api();
        buyer = api.register("BUYER");
        lamp = api.product(api.register("MERCHANT"), 3, 100);
        basket = new LinkedHashMap<>(api.delivery(buyer));
        basket.put("lines", List.of(Map.of("productId", lamp, "quantity", 2)));
    }

    @Test
    @DisplayName("orders, replays, refusals, lock waits, conflicts and retries are counted")
    void metrics() throws Exception {
        String key = UUID.randomUUID().toString();
        double placed = sum("pesto_placements", "outcome=\"placed\"");
        double replayed = sum("pesto_placements", "outcome=\"replayed\"");
        double refused = sum("pesto_placements", "outcome=\"out_of_stock\"");
        api.call("POST", "/orders", buyer, basket, key).expect(201);
        api.call("POST", "/orders", buyer, basket, key).expect(201);
        assertThat(api.post("/orders", buyer, basket).code()).isEqualTo("out_of_stock");
        assertThat(sum("pesto_placements", "outcome=\"placed\"")).isEqualTo(placed + 1);
        assertThat(sum("pesto_placements", "outcome=\"replayed\"")).isEqualTo(replayed + 1);
        assertThat(sum("pesto_placements", "outcome=\"out_of_stock\"")).isEqualTo(refused + 1);

        double conflicts = sum("pesto_setbacks", "");
        double retries = sum("pesto_retries", "");
        double waits = sum("pesto_lock_wait_seconds_count", "");
        double contended = sum("pesto_placements", "outcome=\"contention\"");
        basket.put("lines", List.of(Map.of("productId", lamp, "quantity", 1)));
        Answer answer;
        try (Connection holder = database();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.executeQuery("SELECT on_hand FROM stock WHERE product_id = "
                    + Ids.parse(lamp).orElseThrow() + " FOR UPDATE");
            answer = api.post("/orders", buyer, basket);
            holder.rollback();
        }
        assertThat(answer.status() + " " + answer.code()).isEqualTo("503 contention");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(sum("pesto_placements", "outcome=\"contention\"")).isEqualTo(contended + 1);
        assertThat(sum("pesto_setbacks", "")).isGreaterThan(conflicts);
        assertThat(sum("pesto_retries", "")).isGreaterThan(retries);
        assertThat(sum("pesto_lock_wait_seconds_count", "")).isGreaterThan(waits);
    }

    @Test
    @DisplayName(
            "a failure is one line of JSON with its trace id in one log, and shows its client nothing; a refusal is in no log")
    void logs() throws Exception {
        List<Answer> refusals = List.of(
                api.get("/orders", "nonsense"),
                api.get("/users", buyer),
                api.get("/orders/nothing", buyer),
                api.post("/orders", buyer, Map.of()),
                api.call("PATCH", "/users/me", buyer, Map.of("name", "A")));
        Answer failure;
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            statement.execute("RENAME TABLE audit TO audit_away");
            try {
                failure = api.post(
                        "/users",
                        null,
                        Map.of(
                                "email",
                                UUID.randomUUID() + "@pesto.example",
                                "password",
                                "correct horse " + UUID.randomUUID(),
                                "name",
                                "Nobody Yet",
                                "role",
                                "BUYER"));
            } finally {
                statement.execute("RENAME TABLE audit_away TO audit");
            }
        }
        assertThat(failure.status() + " " + failure.code()).isEqualTo("500 internal_error");
        assertThat(failure.body().toString()).doesNotContain("audit", "SQL", "Exception", "dev.pesto");
        List<String> lines = awaitLine(failure.body().path("traceId").asText());
        assertThat(lines).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(lines.get(0));
        assertThat(line.path("Level").asText()).isEqualTo("SEVERE");
        assertThat(line.toString()).contains("audit");
        for (Answer refusal : refusals) {
            assertThat(refusal.status()).isBetween(400, 499);
            assertThat(lines(refusal.body().path("traceId").asText()))
                    .as("%s", refusal.body())
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("each balancer has found the interceptor of fault tolerance that it makes cheaper")
    void leanFaultTolerance() throws Exception {
        assertThat(lines("fault tolerance looks up no request context controllers"))
                .hasSameSizeAs(started.cluster().state().of(Role.BALANCER));
    }

    /** The server writes its log a little later. */
    private List<String> awaitLine(String trace) throws Exception {
        long until = System.nanoTime() + 30_000_000_000L;
        List<String> lines = lines(trace);
        while (lines.isEmpty() && System.nanoTime() < until) {
            LockSupport.parkNanos(100_000_000L);
            lines = lines(trace);
        }
        return lines;
    }

    private List<String> lines(String trace) throws Exception {
        List<String> lines = new ArrayList<>();
        for (Member member : started.cluster().state().members()) {
            Path log = started.cluster().home().log(member.name());
            // The database's is elsewhere.
            if (Files.exists(log)) {
                Files.readString(log, StandardCharsets.ISO_8859_1)
                        .lines()
                        .filter(line -> line.contains(trace))
                        .forEach(lines::add);
            }
        }
        return lines;
    }

    /** Over all order instances. */
    private double sum(String name, String label) throws Exception {
        double sum = 0;
        for (Member member : started.cluster().state().of(Role.ORDER)) {
            URI metrics = URI.create("http://127.0.0.1:" + member.port() + "/metrics");
            String text = HTTP.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            sum += text.lines()
                    .filter(line -> line.startsWith(name) && line.contains(label))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
        return sum;
    }

    private Connection database() throws Exception {
        return new Database(started.cluster().home(), started.state().plan())
                .address()
                .connect();
    }
}
