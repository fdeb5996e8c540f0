package dev.pesto.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.balancer.routing.control.Patience;
import dev.pesto.balancer.routing.control.ScriptedUpstream;
import dev.pesto.commons.ids.Ids;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import dev.pesto.sql.testing.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The balancer between a client and two order instances, each of which says and does what the test wants, down to the bytes. */
@ExtendWith(Upstreams.class)
@OnPayara
@Timeout(60)
class WireIT {

    /** May not be sent twice: neither keyed nor a named transition. */
    private static final String ONCE = "/api/v1/merchant-orders/x/cash-collection";

    private static ScriptedUpstream one;
    private static ScriptedUpstream two;

    private final String token = Tokens.access(Ids.format(Ids.next()), "BUYER");

    @BeforeAll
    static void listen() throws IOException {
        one = Upstreams.order1(ScriptedUpstream.ok("{}"));
        two = Upstreams.order2(ScriptedUpstream.ok("{}"));
        Operators.await(() -> Operators.state("order-1").equals("UP")
                && Operators.state("order-2").equals("UP"));
    }

    @AfterAll
    static void close() throws IOException {
        one.close();
        two.close();
        Operators.await(() -> Operators.state("order-1").equals("DOWN")
                && Operators.state("order-2").equals("DOWN"));
    }

    @BeforeEach
    void answerWell() {
        both(ScriptedUpstream.ok("{}"));
    }

    private static void both(ScriptedUpstream.Script script) {
        one.script(script);
        two.script(script);
    }

    private static int sent() {
        return one.requests() + two.requests();
    }

    private static String lastRequest() {
        return one.requests() > 0 ? one.lastRequest() : two.lastRequest();
    }

    private String request(String method, String path, String headers) {
        return method + ' ' + path + " HTTP/1.1|Host: shop.example|Authorization: Bearer " + token + '|' + headers
                + '|';
    }

    private String exchange(String method, String path, String headers) throws IOException {
        try (Wire wire = Wire.connect()) {
            return wire.send(request(method, path, headers)).answer();
        }
    }

    @Test
    @DisplayName("R4 an answer passes with status, headers and body; what belongs to the hop does not")
    void passes() throws IOException {
        both(
                ScriptedUpstream.text(
                        "HTTP/1.1 503 Nope\r\nContent-Type: application/problem+json\r\nRetry-After: 7\r\nETag: \"5\"\r\nConnection: X-Hop\r\nX-Hop: 1\r\nServer: s\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nRateLimit: x\r\nLocation: http://shop.example/api/v1/orders/1\r\nContent-Length: 17\r\n\r\n{\"code\":\"theirs\"}"));
        String answer = exchange("GET", "/api/v1/orders", "");
        assertThat(answer)
                .startsWith("HTTP/1.1 503 ")
                .endsWith("{\"code\":\"theirs\"}")
                .contains("Retry-After: 7", "ETag: \"5\"", "Location: http://shop.example/api/v1/orders/1")
                .contains("RateLimit-Policy: \"default\";q=300;w=60", "RateLimit: \"default\";r=299;t=1")
                .containsOnlyOnce("Date: ")
                .doesNotContain("X-Hop", "Server:", "RateLimit: x", "X-Powered-By", "1970");
        assertThat(sent()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "R12 of one network's slow bodies 32 are awaited; the rest is refused at once and hung up on, and whole bodies pass as ever")
    void slowBodies() throws Exception {
        int tooMany = 20;
        List<Wire> wires = new ArrayList<>();
        ExecutorService readers = Executors.newCachedThreadPool();
        try {
            CompletionService<String> answers = slowBodies("10.1.1.1", Patience.OF_A_NETWORK + tooMany, wires, readers);
            for (int i = 0; i < tooMany; i++) {
                assertThat(answers.take().get())
                        .startsWith("HTTP/1.1 503 ")
                        .contains("\r\nRetry-After: 1\r\n", "\r\nConnection: close\r\n", "\"code\":\"unavailable\"");
            }
            assertThat(answers.poll(300, TimeUnit.MILLISECONDS)).isNull();
            // Refused for another reason, but its body is awaited to be dropped: that takes a thread as well.
            long start = System.nanoTime();
            assertThat(from("10.1.1.1", "PUT", 60_000, "{"))
                    .startsWith("HTTP/1.1 405 ")
                    .contains("\r\nConnection: close\r\n");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1500));
            assertThat(from("10.1.1.1", "POST", 40_000, " ".repeat(40_000))).startsWith("HTTP/1.1 200 ");
            assertThat(from("10.1.1.2", "POST", 2, "{", "}")).startsWith("HTTP/1.1 200 ");
        } finally {
            for (Wire wire : wires) {
                wire.close();
            }
            readers.shutdownNow();
        }
        // The server sees that they have left.
        Operators.await(() -> from("10.1.1.1", "POST", 2, "{", "}").startsWith("HTTP/1.1 200 "));
    }

    @Test
    @DisplayName(
            "R12 when its network's places are taken, a client that does not read is hung up on after a second; whoever reads gets all of it")
    void slowReaders() throws Exception {
        List<String> cut = new CopyOnWriteArrayList<>();
        ScriptedUpstream.Script endless = socket -> {
            byte[] piece = new byte[100_000];
            String client = lastRequest().contains("10.1.2.1") ? "10.1.2.1" : "10.1.2.2";
            try {
                write(socket, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
                while (true) {
                    socket.getOutputStream().write(piece);
                }
            } catch (IOException e) {
                cut.add(client);
            }
        };
        List<Wire> wires = new ArrayList<>();
        ExecutorService readers = Executors.newCachedThreadPool();
        try {
            // One too many: the first answer tells that all others have places.
            assertThat(slowBodies("10.1.2.1", Patience.OF_A_NETWORK + 1, wires, readers)
                            .take()
                            .get())
                    .startsWith("HTTP/1.1 503 ");
            for (String client : List.of("10.1.2.2", "10.1.2.1")) {
                both(endless);
                wires.add(new Wire(Upstreams.PROXY)
                        .send(request("GET", "/api/v1/orders", "X-Forwarded-For: " + client + '|')));
                Operators.await(() -> sent() == 1);
            }
            long start = System.nanoTime();
            Operators.await(() -> !cut.isEmpty());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
            String body = "x".repeat(1_000_000);
            both(ScriptedUpstream.ok(body));
            try (Wire wire =
                    new Wire(Upstreams.PROXY).send(request("GET", "/api/v1/orders", "X-Forwarded-For: 10.1.2.1|"))) {
                assertThat(wire.answer()).endsWith(body);
            }
            assertThat(cut).as("those of the other network have places").containsExactly("10.1.2.1");
        } finally {
            for (Wire wire : wires) {
                wire.close();
            }
            readers.shutdownNow();
        }
    }

    @Test
    @DisplayName("R13 what stands behind the call of a client that has left is not done")
    void sentAhead() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        both(socket -> {
            waitFor(left);
            write(socket, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
        });
        try (Wire wire = Wire.connect()) {
            wire.send((request("POST", ONCE, "Content-Length: 2|") + "{}").repeat(20));
            Operators.await(() -> sent() == 1);
            wire.reset();
        }
        left.countDown();
        Operators.await(() -> Operators.inFlight() == 0);
        // Whatever came through would be on its way by now.
        assertThat(exchange("GET", "/api/v1/orders", "")).startsWith("HTTP/1.1 200 ");
        assertThat(sent()).isEqualTo(2);
    }

    /** Clients behind the proxy whose bodies do not come; their answers as they come. */
    private CompletionService<String> slowBodies(String client, int count, List<Wire> wires, ExecutorService readers)
            throws IOException {
        String slow = request("POST", ONCE, "X-Forwarded-For: " + client + "|Content-Length: 60000|") + "{";
        CompletionService<String> answers = new ExecutorCompletionService<>(readers);
        for (int i = 0; i < count; i++) {
            Wire wire = new Wire(Upstreams.PROXY).send(slow);
            wires.add(wire);
            answers.submit(wire::rest);
        }
        return answers;
    }

    /** What a client behind the proxy hears, whose body comes in these pieces. */
    private String from(String client, String method, int length, String... pieces) {
        String head = request(
                method, ONCE, "Connection: close|X-Forwarded-For: " + client + "|Content-Length: " + length + '|');
        try (Wire wire = new Wire(Upstreams.PROXY).send(head + pieces[0])) {
            for (String piece : List.of(pieces).subList(1, pieces.length)) {
                wire.sendRaw(piece);
            }
            return wire.rest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("R6 an instance hears who asked and how, and nothing that a client says in our name")
    void tells() throws IOException {
        exchange(
                "GET",
                "/api/v1/orders?a=%7B&b=1",
                "Connection: X-Mine|X-Mine: 1|TE: trailers|Pesto-Service: forged|Forwarded: for=6.6.6.6|X-Forwarded-For: 6.6.6.6|"
                        + "X-Forwarded-Host: evil.example|X-Forwarded-Proto: https|X-Real: 2|"
                        + "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01|");
        assertThat(lastRequest())
                .startsWith("GET /order/api/v1/orders?a=%7B&b=1 HTTP/1.1\r\n")
                .contains("x-real: 2", "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .contains("X-Forwarded-For: 127.0.0.1\r\n", "X-Forwarded-Host: shop.example\r\n")
                .contains("X-Forwarded-Proto: http\r\n", "Via: 1.1 pesto\r\n")
                .contains("Forwarded: for=127.0.0.1;host=\"shop.example\";proto=http\r\n")
                .contains("authorization: Bearer " + token)
                .doesNotContain("x-mine", "te: ", "forged", "6.6.6.6", "evil.example");
    }

    @Test
    @DisplayName("R6 a trusted proxy is believed: client, host and scheme")
    void believesProxies() throws IOException {
        try (Wire wire = new Wire(Upstreams.PROXY)) {
            wire.send(
                            request(
                                    "GET",
                                    "/api/v1/orders",
                                    "X-Forwarded-For: 6.6.6.6, 2001:db8::7|X-Forwarded-Host: www.example|X-Forwarded-Proto: https|"))
                    .answer();
        }
        assertThat(lastRequest())
                .contains("X-Forwarded-For: 2001:db8::7\r\n", "X-Forwarded-Host: www.example\r\n")
                .contains("Forwarded: for=\"[2001:db8::7]\";host=\"www.example\";proto=https\r\n");
    }

    @Test
    @DisplayName("R6 without a traceparent one is made, and a refusal names its trace")
    void traces() throws IOException {
        exchange("GET", "/api/v1/orders", "");
        assertThat(lastRequest()).containsPattern("traceparent: 00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        assertThat(exchange(
                        "GET", "/api/v1/no", "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01|"))
                .contains("\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\"");
    }

    @Test
    @DisplayName("R4 HEAD has the head of GET and no body, OPTIONS the methods, and the connection goes on")
    void otherMethods() throws IOException {
        both(ScriptedUpstream.text(
                "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 430\r\nConnection: close\r\n\r\n"));
        try (Wire wire = Wire.connect()) {
            assertThat(wire.send(request("HEAD", "/api/v1/orders/1", "")).head())
                    .contains("HTTP/1.1 200 ", "Content-Length: 430", "ETag: \"1\"");
            assertThat(wire.send(request("OPTIONS", "/api/v1/orders", "")).head())
                    .contains("HTTP/1.1 204 ", "Allow: GET, HEAD, POST, OPTIONS", "RateLimit:");
            assertThat(wire.send(request("TRACE", "/api/v1/orders", "")).answer())
                    .contains("HTTP/1.1 405 ", "method_not_allowed", "Allow: GET, HEAD, POST, OPTIONS");
            for (String method : List.of("TRACE", "POST", "PATCH", "PROPFIND", "get")) {
                assertThat(wire.send(request(method, "/health/live", "")).answer())
                        .as(method)
                        .contains("HTTP/1.1 405 ", "method_not_allowed", "Allow: GET, HEAD, OPTIONS")
                        .doesNotContain("shop.example");
            }
            assertThat(wire.send(request("HEAD", "/health/live", "")).head()).contains("HTTP/1.1 200 ");
        }
        assertThat(lastRequest()).startsWith("HEAD /order/api/v1/orders/1 ");
    }

    @Test
    @DisplayName(
            "R4 an offer to speak another protocol, as Java's client makes with its first call, is passed over, and the connection goes on")
    void offers() throws IOException {
        both(ScriptedUpstream.text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));
        String offer =
                "Connection: Upgrade, HTTP2-Settings|Upgrade: h2c|HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAA|";
        try (Wire wire = Wire.connect()) {
            assertThat(wire.send(request("GET", "/api/v1/orders/1", offer)).answer())
                    .contains("HTTP/1.1 200 ")
                    .doesNotContainIgnoringCase("Connection: close");
            assertThat(lastRequest()).doesNotContainIgnoringCase("h2c");
            assertThat(wire.send(request("POST", "/api/v1/merchant-orders/1/packing", offer))
                            .answer())
                    .contains("HTTP/1.1 200 ");
            answerWell();
            wire.send(request("POST", "/api/v1/orders", "Idempotency-Key: k|Transfer-Encoding: chunked|" + offer))
                    .send("2|tr|2|ue|0||");
            assertThat(wire.answer()).startsWith("HTTP/1.1 200 ");
            assertThat(lastRequest()).endsWith("\r\n\r\ntrue");
        }
    }

    @Test
    @DisplayName("R4 a body that waits for 100 Continue, and one in chunks, arrive whole")
    void bodies() throws IOException {
        try (Wire wire = Wire.connect()) {
            wire.send(request("POST", "/api/v1/orders", "Idempotency-Key: k|Content-Length: 4|Expect: 100-continue|"));
            assertThat(wire.head()).startsWith("HTTP/1.1 100 ");
            assertThat(wire.send("true").answer()).startsWith("HTTP/1.1 200 ");
            assertThat(lastRequest()).endsWith("\r\n\r\ntrue").doesNotContain("expect");
            answerWell();
            wire.send(request("POST", "/api/v1/orders", "Idempotency-Key: k|Transfer-Encoding: chunked|"))
                    .send("2|tr|2|ue|0||");
            assertThat(wire.answer()).startsWith("HTTP/1.1 200 ");
            assertThat(lastRequest()).endsWith("\r\n\r\ntrue").contains("Content-Length: 4");
        }
    }

    @Test
    @DisplayName("R4 a long body flows to the instance while the client is still sending")
    void streamsUp() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        one.whileReading(socket -> begun.countDown());
        two.whileReading(socket -> begun.countDown());
        try (Wire wire = Wire.connect()) {
            wire.send(request("POST", "/api/v1/orders", "Idempotency-Key: k|Content-Length: 300000|"));
            wire.sendRaw("x".repeat(100_000));
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(wire.sendRaw("y".repeat(200_000)).answer()).startsWith("HTTP/1.1 200 ");
        }
        assertThat(lastRequest()).endsWith("xxx" + "y".repeat(200_000));
    }

    @Test
    @DisplayName("R4 a long answer flows to the client while the instance is still writing")
    void streamsDown() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        both(socket -> {
            write(
                    socket,
                    "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\nConnection: close\r\n\r\n" + "x".repeat(200_000));
            waitFor(seen);
            write(socket, "y".repeat(100_000));
        });
        try (Wire wire = Wire.connect()) {
            wire.send(request("GET", "/api/v1/orders", ""));
            assertThat(wire.head()).contains("Content-Length: 300000");
            wire.read(60_000);
            seen.countDown();
            assertThat(wire.read(240_000)).endsWith("y".repeat(100_000)).hasSize(240_000);
        }
    }

    @Test
    @DisplayName("R2 a body over 1 MiB is 413, announced or in chunks")
    void tooLarge() throws IOException {
        assertThat(exchange("POST", "/api/v1/orders", "Idempotency-Key: k|Content-Length: 1048577|"))
                .contains("HTTP/1.1 413 ", "body_too_large", "RateLimit:");
        try (Wire wire = Wire.connect()) {
            wire.send(request("POST", "/api/v1/orders", "Idempotency-Key: k|Transfer-Encoding: chunked|"));
            for (int i = 0; i < 17; i++) {
                wire.send("10000|").sendRaw("x".repeat(65536)).send("|");
            }
            assertThat(wire.send("0||").rest()).contains("HTTP/1.1 413 ", "body_too_large", "Connection: close");
        }
    }

    @Test
    @DisplayName(
            "R3 what may be repeated goes to the other instance once, which is counted; what may not is never sent twice")
    void repeats() throws IOException {
        double keyed = retries("keyed");
        double never = retries("never");
        one.script(ScriptedUpstream.reset());
        two.script(ScriptedUpstream.reset());
        String body = "Content-Length: 2|";
        try (Wire wire = Wire.connect()) {
            assertThat(wire.send(request("POST", "/api/v1/orders", "Idempotency-Key: k|" + body) + "{}")
                            .answer())
                    .contains("HTTP/1.1 502 ", "bad_upstream");
        }
        assertThat(one.requests()).isEqualTo(1);
        assertThat(two.requests()).isEqualTo(1);
        assertThat(one.lastRequest()).contains("idempotency-key: k").endsWith("{}");
        both(ScriptedUpstream.reset());
        try (Wire wire = Wire.connect()) {
            assertThat(wire.send(request("POST", ONCE, body) + "{}").answer())
                    .contains("HTTP/1.1 502 ", "bad_upstream");
        }
        assertThat(sent()).isEqualTo(1);
        assertThat(retries("keyed")).isEqualTo(keyed + 1);
        assertThat(retries("never")).isEqualTo(never);
    }

    /** Second tries at the order service, as the metrics count them. */
    private static double retries(String repetition) throws IOException {
        try (Wire wire = new Wire(Upstreams.METRICS_READER)) {
            // An answer in HTTP/1.0 comes in one piece.
            String metrics = wire.send("GET /metrics HTTP/1.0|Host: x||").rest();
            List<String> lines = metrics.lines()
                    .filter(line -> line.startsWith("pesto_balancer_retries_total{"))
                    .filter(line -> line.contains("service=\"order\""))
                    .filter(line -> line.contains("repetition=\"" + repetition + "\""))
                    .toList();
            assertThat(lines).as("%s in %s", repetition, metrics).hasSize(1);
            return Double.parseDouble(lines.get(0).substring(lines.get(0).lastIndexOf(' ') + 1));
        }
    }

    @Test
    @DisplayName("R4 half an answer is 502, or a broken connection once its beginning is out: never a shorter answer")
    void half() throws IOException {
        both(ScriptedUpstream.text("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
        assertThat(exchange("GET", "/api/v1/orders", "")).contains("HTTP/1.1 502 ", "bad_upstream");
        String start = "x".repeat(200_000);
        both(ScriptedUpstream.text("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + start));
        try (Wire wire = Wire.connect()) {
            assertThat(wire.send(request("GET", "/api/v1/orders", "")).rest().length())
                    .isBetween(1, 210_000);
        }
        both(ScriptedUpstream.text(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n30d40\r\n" + start + "\r\n1000\r\nxx"));
        try (Wire wire = Wire.connect()) {
            assertThat(wire.send(request("GET", "/api/v1/orders", "")).rest())
                    .startsWith("HTTP/1.1 200 ")
                    .doesNotContain("\r\n0\r\n");
        }
    }

    @Test
    @DisplayName("R5 an answer that drips is cut after 10 s, however regularly it drips")
    void drips() throws IOException {
        both(socket -> {
            write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            CountDownLatch never = new CountDownLatch(1);
            while (true) {
                write(socket, ".");
                awaitBriefly(never);
            }
        });
        long start = System.nanoTime();
        try (Wire wire = Wire.connect()) {
            assertThat(wire.send(request("POST", ONCE, "Content-Length: 2|") + "{}")
                            .answer())
                    .contains("HTTP/1.1 504 ", "upstream_timeout");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(15));
    }

    @Test
    @DisplayName("R5 a client that leaves frees its call to the instance, and the instance is not to blame")
    void leaves() throws Exception {
        CountDownLatch freed = new CountDownLatch(1);
        both(socket -> {
            try {
                socket.getInputStream().read();
            } finally {
                freed.countDown();
            }
        });
        try (Wire wire = Wire.connect()) {
            wire.send(request("POST", ONCE, "Content-Length: 2|") + "{}");
            Operators.await(() -> sent() == 1);
        }
        assertThat(freed.await(5, TimeUnit.SECONDS)).isTrue();
        Operators.await(() -> Operators.inFlight() == 0);
        assertThat(Operators.state("order-1")).isEqualTo("UP");
        assertThat(Operators.state("order-2")).isEqualTo("UP");
    }

    @Test
    @DisplayName("R5 a client that stops sending is hung up on at the deadline of its call")
    void stops() throws IOException {
        long start = System.nanoTime();
        try (Wire wire = Wire.connect()) {
            wire.send(request("POST", "/api/v1/orders", "Idempotency-Key: k|Content-Length: 10|") + "{")
                    .rest();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(sent()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4|Transfer-Encoding: chunked|",
                "Transfer-Encoding: chunked|Content-Length: 4|",
                "Transfer-Encoding: chunked|Transfer-Encoding: identity|",
                "Transfer-Encoding: chunked, identity|",
                "Transfer-Encoding: gzip, chunked|",
                "Transfer-Encoding: xchunked|",
                "Transfer-Encoding : chunked|",
                "Content-Length: 4|Content-Length: 5|",
                "Content-Length: +4|",
                "Content-Length: -4|"
            })
    @DisplayName("R8 a length that two hops may read differently is 400 and the end of the connection")
    void smuggling(String lengths) throws IOException {
        try (Wire wire = Wire.connect()) {
            wire.send(request("POST", "/api/v1/orders", "Idempotency-Key: k|" + lengths))
                    .send("2|{}|0||GET /api/v1/orders HTTP/1.1|Host: x||");
            assertThat(wire.rest()).startsWith("HTTP/1.1 400 ").doesNotContain("HTTP/1.1 2");
        }
        // A second request that came through would be on its way by now: another, behind it on the same threads, is
        // answered.
        assertThat(exchange("GET", "/api/v1/no", "")).startsWith("HTTP/1.1 404 ");
        assertThat(sent()).as(lastRequest()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Idempotency-Key: k\u00e9y|; idempotency_key_required",
                "idempotency-key: \u00fc|; idempotency_key_required",
                "Idempotency-Key: k|X-Name: J\u00f6rg|; bad_request",
                "Idempotency-Key: k|X Name: j|; bad_request",
                "Idempotency-Key: k|Content-Length: 4|Content-Length: 5|; bad_request"
            })
    @DisplayName("R8 whoever sends a head that the server cannot read is told so like everybody else")
    void unreadable(String headers, String code) throws IOException {
        try (Wire wire = Wire.connect()) {
            String answer =
                    wire.send(request("POST", "/api/v1/orders", headers)).rest();
            assertThat(answer)
                    .startsWith("HTTP/1.1 400 ")
                    .contains("Content-Type: application/problem+json\r\n", "Connection: close\r\n")
                    .contains("\"code\":\"" + code + '"', "\"instance\":\"/api/v1/orders\"")
                    .endsWith("}")
                    .doesNotContain("shop.example", "java");
        }
        assertThat(sent()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "DELETE"})
    @DisplayName("R8 a body where none belongs is 400 with a document and reaches no instance")
    void bodyWhereNoneBelongs(String method) throws IOException {
        for (String body : List.of("Content-Length: 2|;{}", "Transfer-Encoding: chunked|;2|{}|0||")) {
            String[] parts = body.split(";", -1);
            try (Wire wire = Wire.connect()) {
                String answer = wire.send(request(method, "/api/v1/orders/1", parts[0]))
                        .send(parts[1])
                        .rest();
                assertThat(answer)
                        .startsWith("HTTP/1.1 400 ")
                        .contains("Content-Type: application/problem+json", "Connection: close");
                assertThat(answer.contains("\"code\":\"bad_request\"")).isEqualTo(!method.equals("HEAD"));
            }
        }
        assertThat(sent()).isZero();
        assertThat(exchange(method, "/api/v1/no", "Content-Length: 0|Connection: close|"))
                .startsWith("HTTP/1.1 404 ");
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/orders, 405", "shop.example:443, 400"})
    @DisplayName("R8 nobody gets a tunnel: the connection ends with the refusal")
    void noTunnel(String target, int status) throws IOException {
        try (Wire wire = Wire.connect()) {
            String answer = wire.send(request("CONNECT", target, "")).rest();
            assertThat(answer)
                    .startsWith("HTTP/1.1 " + status + ' ')
                    .contains("application/problem+json", "Connection: close")
                    .endsWith("}");
        }
        assertThat(sent()).isZero();
    }

    @Test
    @DisplayName("R8 a chunk that is none is 400 and reaches no instance")
    void badChunk() throws IOException {
        try (Wire wire = Wire.connect()) {
            wire.send(request("POST", "/api/v1/orders", "Idempotency-Key: k|Transfer-Encoding: chunked|"))
                    .send("zz|{}|0||");
            assertThat(wire.rest()).startsWith("HTTP/1.1 400 ").doesNotContain("HTTP/1.1 2");
        }
        assertThat(sent()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/api/v1/orders/..",
                "/api/v1/orders/.",
                "/api/v1/ordersorders/%2e%2E",
                "/api/v1/../../metrics",
                "/health/../metrics",
                "/api/v1/orders/%2Fx",
                "/api/v1/orders/%5Cx",
                "/api/v1/orders/\\x",
                "/api/v1/orders//x",
                "/api/v1/orders;a=b",
                "/api/v1/%zz",
                "/api/v1/%C3%28",
                "/api/v1/products/...",
                "/x/j_security_check",
                "/api/v1/products/%6a_security_check",
                "/api/v1/%00",
                "/api/v1/%2"
            })
    @DisplayName("R1 odd paths are 400 as they are sent, before routing and limits, and tell the limit")
    void oddPaths(String path) throws IOException {
        String answer = exchange("GET", path, "");
        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json", "\"code\":\"invalid_path\"", "RateLimit: \"default\";r=");
        assertThat(sent()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host:|", "Host: |", "Host: :80|", "Host: shop.example|Host: shop.example|"})
    @DisplayName("R1 whoever names no host, or two, is refused, and not told that it was done")
    void namesNoHost(String host) throws IOException {
        try (Wire wire = Wire.connect()) {
            String answer = wire.send("POST /api/v1/users/me/addresses HTTP/1.1|" + host + "Content-Length: 2||{}")
                    .answer();
            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"code\":\"bad_request\"");
        }
        assertThat(sent()).isZero();
    }

    @Test
    @DisplayName("R1 a head that an instance could not read any more is refused here, with a document that says so")
    void longHead() throws IOException {
        String filler = "X-Filler: " + "x".repeat(5_800 - token.length()) + '|';
        assertThat(exchange("GET", "/api/v1/orders", filler)).startsWith("HTTP/1.1 200 ");
        assertThat(lastRequest().indexOf("\r\n\r\n")).isBetween(6_000, 8_192);
        String longer = filler.replace("X-Filler: ", "X-Filler: " + "x".repeat(800));
        assertThat(exchange("GET", "/api/v1/orders", longer))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json", "\"code\":\"bad_request\"");
        assertThat(sent()).isEqualTo(1);
    }

    @Test
    @DisplayName("R7 on open calls the token stays here")
    void dropsTokens() throws IOException {
        try (ScriptedUpstream user = Upstreams.user1(ScriptedUpstream.ok("{}"))) {
            Operators.await(() -> Operators.state("user-1").equals("UP"));
            assertThat(exchange("GET", "/api/v1/.well-known/jwks.json", "")).startsWith("HTTP/1.1 200 ");
            assertThat(user.lastRequest()).doesNotContain("authorization");
        }
    }

    @Test
    @DisplayName("L1 a forged X-Forwarded-For buys nothing; what a trusted proxy says counts")
    void forged() throws IOException {
        long before = left(Server.request("GET", "/api/v1/none").header("X-Forwarded-For", "203.0.113.1"));
        long after = left(Server.request("GET", "/api/v1/none").header("X-Forwarded-For", "203.0.113.2"));
        // A token comes back every 200 ms.
        assertThat(after).isBetween(before - 1, Math.min(298, before + 50));
        try (Wire wire = new Wire(Upstreams.PROXY)) {
            assertThat(wire.send("GET /api/v1/none HTTP/1.1|Host: x|X-Forwarded-For: 203.0.113.77||")
                            .answer())
                    .contains("RateLimit: \"default\";r=299;");
        }
    }

    private static long left(Server.Request request) {
        String limit = request.send().header("RateLimit").orElseThrow();
        return Long.parseLong(limit.replaceAll(".*r=(\\d+).*", "$1"));
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitBriefly(CountDownLatch latch) throws IOException {
        try {
            assertThat(latch.await(100, TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
