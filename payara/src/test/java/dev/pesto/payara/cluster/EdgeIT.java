package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HAProxy with the file that an operator deploys, before the two balancers of the running cluster. */
@ExtendWith(RunningCluster.class)
class EdgeIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Started started;
    private EdgeClient edge;
    private Api api;

    @BeforeEach
    void reach(Started running) {
        assumeTrue(running.state().plan().edge(), "haproxy is not installed");
        started = running;
        edge = new EdgeClient(running);
        api = edge.api();
    }

    @Test
    @DisplayName("R8 HAProxy accepts the file without a warning")
    void theFileIsClean(@TempDir Path directory) throws Exception {
        Files.copy(edge.directory().resolve("pesto.pem"), directory.resolve("pesto.pem"));
        Files.copy(Path.of("haproxy/haproxy.cfg"), directory.resolve("haproxy.cfg"));
        Files.createSymbolicLink(
                directory.resolve("problems"), Path.of("haproxy/problems").toAbsolutePath());
        Path out = directory.resolve("out");
        Process check = new ProcessBuilder("haproxy", "-c", "-f", "haproxy.cfg")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(check.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(out)).isEqualToIgnoringWhitespace("Configuration file is valid");
    }

    @Test
    @DisplayName("R8 it speaks HTTP/2 over TLS 1.2 and 1.3, nothing older, and asks for TLS for a year")
    void speaksModernTls() throws Exception {
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            HttpResponse<String> answer = get(edge.client(version), "/api/v1/nothing");
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
        assertThatThrownBy(() -> get(edge.client("TLSv1.1"), "/api/v1/nothing"))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/..",
                "/api/v1/.",
                "/api/v1/../metrics",
                "/api/v1/%2e%2E/orders",
                "/api/v1/%zz",
                "/api/v1/%",
                "/api/v1/%00",
                "/api/v1/a%2Fb",
                "/api/v1/a%5Cb",
                "/api/v1/a\\b",
                "/api/v1//orders",
                "/api/v1/orders;x=1"
            })
    @DisplayName("R8 odd paths are refused before anybody reads them, with a document that says so")
    void refusesOddPaths(String path) throws Exception {
        assertProblem(edge.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"), 400, "invalid_path", path);
    }

    @ParameterizedTest
    @CsvSource({"/metrics, 404, not_found", "/metrics/base, 404, not_found", "/order/internal/drain, 404, not_found"})
    @DisplayName("R8 what is inside stays inside")
    void keepsTheInsideClosed(String path, int status, String code) throws Exception {
        assertProblem(edge.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"), status, code, path);
    }

    @Test
    @DisplayName("R8 a body that no balancer would read is refused by its head")
    void refusesHugeBodies() throws Exception {
        String head = "POST /api/v1/orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n\r\n";
        assertProblem(edge.raw(head), 413, "body_too_large", "/api/v1/orders");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
                "Content-Length: -1\r\n\r\n",
                "X-Header : x\r\n\r\n"
            })
    @DisplayName("R8 what does not tell its own length is refused, and the connection closed")
    void refusesBrokenFraming(String rest) throws Exception {
        String answer = edge.raw("POST /api/v1/orders HTTP/1.1\r\nHost: localhost\r\n" + rest);
        assertThat(answer).startsWith("HTTP/1.1 400 ").containsIgnoringCase("\r\nConnection: close\r\n");
    }

    @Test
    @DisplayName(
            "R8 a folded line and two ways to tell a length reach a balancer in one meaning, and nothing behind them is a request")
    void leavesOneMeaning() throws Exception {
        String head = "POST /api/v1/auth/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        String folded = edge.raw(head + "X-Folded: one\r\n two\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(folded).startsWith("HTTP/1.1 422 ").contains("\"code\":\"validation_failed\"");
        String chunks = "2\r\n{}\r\n0\r\n\r\n";
        String behind = "GET /api/v1/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String both =
                edge.everything(head + "Content-Length: 40\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + behind);
        assertThat(both).startsWith("HTTP/1.1 422 ").containsOnlyOnce("HTTP/1.1 ");
    }

    @Test
    @DisplayName("R8 the log has each request's path and none of its query")
    void logsNoQueries() throws Exception {
        String query = "q=" + UUID.randomUUID();
        get(edge.client("TLSv1.3"), "/api/v1/products?" + query + "&limit=3");
        String path = "/api/v1/" + UUID.randomUUID();
        get(edge.client("TLSv1.3"), path + "?" + query);
        Path log = started.cluster().home().log("edge");
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!Files.readString(log).contains(path) && System.nanoTime() < until) {
            LockSupport.parkNanos(50_000_000L);
        }
        assertThat(Files.readString(log)).contains("GET \"" + path + "\" ").doesNotContain(query);
    }

    @Test
    @DisplayName("R8 clients that drip head or body are cut after 10 s, while others are served")
    void cutsSlowClients() throws Exception {
        String buyer = api.register("BUYER");
        try (EdgeClient.Slow head = edge.slow("GET /api/v1/orders HTTP/1.1\r\nHost: localhost\r\n");
                EdgeClient.Slow body = edge.slow(
                        "POST /api/v1/auth/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90\r\n\r\n{")) {
            new Load()
                    .client(() -> api.get("/orders?limit=5", buyer).expect(200))
                    .during(() -> {
                        assertThat(head.awaitAnswer(Duration.ofSeconds(30))).startsWith("HTTP/1.1 408 ");
                        assertProblem(
                                body.awaitAnswer(Duration.ofSeconds(30)),
                                408,
                                "request_timeout",
                                "/api/v1/auth/tokens");
                    });
        }
    }

    @Test
    @DisplayName("R8 of one address 6,000 requests in 10 s are answered; more are refused, and others are served")
    void floodOfOneAddress() throws Exception {
        String request = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n";
        String hundred = (request + "\r\n").repeat(99) + request + "Connection: close\r\n\r\n";
        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < 70; i++) {
            answers.append(edge.everything(5, hundred));
        }
        int answered = count(answers, "HTTP/1.1 404 ");
        int refused = count(answers, "HTTP/1.1 429 ");
        assertThat(answered + refused).isEqualTo(7000);
        // A little more, where its 10 s begin anew meanwhile.
        assertThat(answered).isBetween(6000, 6600);
        assertThat(edge.raw(5, request + "\r\n"))
                .startsWith("HTTP/1.1 429 ")
                .contains("\"code\":\"rate_limited\"", "retry-after: 10\r\n");
        assertThat(edge.raw(6, request + "\r\n")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    @DisplayName("R8 of one address 128 requests are under way at once; more are refused, and others are served")
    void underWay() throws Exception {
        String head = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n";
        String slow = "POST /api/v1/auth/tokens" + head + "Content-Length: 60000\r\n\r\n{";
        String whole = "GET /health/live" + head + "\r\n";
        List<SSLSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 128; i++) {
                sockets.add(edge.begin(3, slow));
            }
            awaitAnswer(3, whole, "HTTP/1.1 429 ");
            assertThat(edge.raw(3, whole)).contains("\"code\":\"rate_limited\"", "retry-after: 1\r\n");
            assertThat(edge.raw(4, whole)).startsWith("HTTP/1.1 200 ");
        } finally {
            for (SSLSocket socket : sockets) {
                socket.close();
            }
        }
        awaitAnswer(3, whole, "HTTP/1.1 200 ");
    }

    private static int count(CharSequence answers, String start) {
        return answers.toString().split(Pattern.quote(start), -1).length - 1;
    }

    /** The edge hears of what was sent, or closed, a little later. */
    private void awaitAnswer(int from, String request, String start) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!edge.raw(from, request).startsWith(start)) {
            assertThat(System.nanoTime()).as(start).isLessThan(deadline);
        }
    }

    @Test
    @DisplayName("R8 an address that a client claims to have buys no further guesses of a password")
    void believesNoClaimedAddress() throws Exception {
        Map<String, String> login =
                Map.of("email", "t" + UUID.randomUUID() + "@pesto.example", "password", "a wrong guess");
        String code = "";
        for (int guess = 1; guess <= 6; guess++) {
            HttpRequest request = HttpRequest.newBuilder(edge.uri("/api/v1/auth/tokens"))
                    .header("Content-Type", "application/json")
                    .header("X-Forwarded-For", "198.51.100." + guess)
                    .header("Forwarded", "for=198.51.100." + guess)
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(login)))
                    .build();
            HttpResponse<String> answer = edge.client("TLSv1.3").send(request, HttpResponse.BodyHandlers.ofString());
            code = JSON.readTree(answer.body()).path("code").asText();
            assertThat(code).isEqualTo(guess <= 5 ? "bad_credentials" : "login_throttled");
        }
        assertThat(code).isEqualTo("login_throttled");
    }

    @Test
    @DisplayName(
            "R8 one of two balancers is killed under load: no read and no keyed order fails, and each order exists once")
    void survivesADeadBalancer() throws Exception {
        String merchant = api.register("MERCHANT");
        String product = api.product(merchant, 1_000_000, 100);
        String buyer = api.register("BUYER");
        Map<String, Object> order = new HashMap<>(api.delivery(buyer));
        order.put("lines", List.of(Map.of("productId", product, "quantity", 1)));
        Set<String> promised = ConcurrentHashMap.newKeySet();
        Load load = new Load();
        for (int client = 0; client < 3; client++) {
            load.client(() -> promised.add(api.post("/orders", buyer, order)
                            .expect(201)
                            .path("id")
                            .asText()))
                    .client(() -> api.get("/products?limit=5", buyer).expect(200));
        }
        load.during(() -> started.cluster().kill("balancer-2"));
        started.cluster().revive("balancer-2");
        started.awaitWhole();
        assertThat(api.stock(product, merchant).expect(200).path("reserved").asInt())
                .isEqualTo(promised.size());
    }

    @Test
    @DisplayName("R7 the balancers are restarted behind the edge under load: no request fails")
    void restartsBalancers() throws Exception {
        String buyer = api.register("BUYER");
        Map<String, Object> cash = Map.of("type", "COD");
        Load load = new Load()
                .client(() -> api.get("/products?limit=5", buyer).expect(200))
                .client(() -> api.get("/orders?limit=5", buyer).expect(200))
                .client(() -> {
                    String id = api.post("/users/me/payment-methods", buyer, cash)
                            .expect(201)
                            .path("id")
                            .asText();
                    assertThat(api.call("DELETE", "/users/me/payment-methods/" + id, buyer, null)
                                    .status())
                            .isEqualTo(204);
                });
        load.during(() -> started.cluster().restart(Role.BALANCER));
        assertThat(Edge.lacking(started.cluster().state())).isEmpty();
    }

    private HttpResponse<String> get(HttpClient client, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(edge.uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void assertProblem(String answer, int status, String code, String path) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("\r\ncontent-type: application/problem+json\r\n");
        try {
            JsonNode document = JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
            assertThat(document.path("code").asText()).isEqualTo(code);
            assertThat(document.path("type").asText()).isEqualTo("/api/v1/problems/" + code);
            assertThat(document.path("status").asInt()).isEqualTo(status);
            assertThat(document.path("instance").asText()).isEqualTo(path);
            assertThat(document.path("title").asText()).isNotBlank();
            assertThat(document.path("detail").asText()).isNotBlank();
            assertThat(document.path("traceId").asText()).matches("[0-9a-f]{32}");
        } catch (IOException e) {
            throw new AssertionError(answer, e);
        }
    }
}
