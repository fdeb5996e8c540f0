package dev.pesto.balancer.routing.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pesto.balancer.instances.control.Fleet;
import dev.pesto.balancer.instances.control.Probe;
import dev.pesto.balancer.instances.entity.Endpoint;
import dev.pesto.balancer.instances.entity.Instance;
import dev.pesto.balancer.instances.entity.Listing;
import dev.pesto.balancer.instances.entity.State;
import dev.pesto.balancer.routing.entity.Api;
import dev.pesto.balancer.routing.entity.GatewayRefusal;
import dev.pesto.balancer.routing.entity.Operation;
import dev.pesto.balancer.routing.entity.Operation.Repetition;
import dev.pesto.commons.problem.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ForwarderTest {

    private final Connections connections = new Connections();
    private final Tries tries = new Tries();
    private final Fleet fleet = new Fleet(endpoint -> Probe.Result.READY, Runnable::run, System::nanoTime);
    private final List<Repetition> retried = new ArrayList<>();
    private final Forwarder forwarder = new Forwarder(
            fleet,
            connections,
            tries,
            service -> "token-for-" + service,
            operation -> retried.add(operation.repetition()),
            System::nanoTime);
    private final List<ScriptedUpstream> upstreams = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        connections.close();
        for (ScriptedUpstream upstream : upstreams) {
            upstream.close();
        }
    }

    private ScriptedUpstream[] upstreams(ScriptedUpstream.Script... scripts) throws IOException {
        List<Listing> listings = new ArrayList<>();
        for (ScriptedUpstream.Script script : scripts) {
            ScriptedUpstream upstream = new ScriptedUpstream(script);
            upstreams.add(upstream);
            listings.add(new Listing(
                    new Endpoint("order-" + upstreams.size(), "order", "127.0.0.1", upstream.port()), false));
        }
        fleet.listed("test", listings);
        fleet.tick();
        return upstreams.toArray(new ScriptedUpstream[0]);
    }

    private static Exchange exchange(String method, String path, byte[] body) throws IOException {
        Operation operation =
                Api.routes().find(path).orElseThrow().operation(method).orElseThrow();
        return new Exchange(
                operation,
                method,
                path + "?a=%7B|",
                List.of(new Header("X-One", "1")),
                body == null ? RequestBody.NONE : RequestBody.of(new ByteArrayInputStream(body), body.length),
                Client.PRESENT,
                System.nanoTime() + Forwarder.CALL_NANOS);
    }

    private int sent() {
        return upstreams.stream().mapToInt(ScriptedUpstream::requests).sum();
    }

    /** What the retry of {@code Services} does. */
    private Answer call(Exchange exchange) {
        try {
            return forwarder.attempt(exchange);
        } catch (TryAgain again) {
            return forwarder.attempt(exchange);
        }
    }

    private static String body(Answer answer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        answer.writeTo(out);
        return out.toString(java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("R4 an answer passes as it is, problem documents and 5xx included; hop-by-hop headers do not")
    void passes() throws IOException {
        ScriptedUpstream upstream = upstreams(
                ScriptedUpstream.text(
                        "HTTP/1.1 503 Nope\r\nContent-Type: application/problem+json\r\nRetry-After: 2\r\nConnection: X-Hop\r\nX-Hop: 1\r\nServer: s\r\nContent-Length: 2\r\n\r\n{}"))[
                0];
        Answer answer = call(exchange("GET", "/api/v1/orders", null));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).extracting(Header::name).containsExactly("Content-Type", "Retry-After");
        assertThat(body(answer)).isEqualTo("{}");
        assertThat(upstream.lastRequest())
                .startsWith("GET /order/api/v1/orders?a=%7B| HTTP/1.1\r\n")
                .contains("Pesto-Service: token-for-order", "X-One: 1");
        assertThat(sent()).isEqualTo(1);
    }

    @Test
    @DisplayName("R3 a GET whose connection breaks goes to the other instance, once")
    void repeatsGet() throws IOException {
        upstreams(ScriptedUpstream.reset(), ScriptedUpstream.reset());
        NoAnswer failure = catchThrowableOfType(NoAnswer.class, () -> call(exchange("GET", "/api/v1/orders", null)));
        assertThat(failure.refusal()).isEqualTo(GatewayRefusal.BAD_UPSTREAM);
        assertThat(upstreams)
                .allSatisfy(upstream -> assertThat(upstream.requests()).isEqualTo(1));
        assertThat(retried).containsExactly(Repetition.READ);
    }

    @Test
    @DisplayName("R3 a keyed POST is sent to the other instance with the same body")
    void repeatsKeyedPost() throws IOException {
        upstreams(ScriptedUpstream.reset(), ScriptedUpstream.reset());
        byte[] body = "{\"lines\":[]}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThatThrownBy(() -> call(exchange("POST", "/api/v1/orders", body))).isInstanceOf(NoAnswer.class);
        assertThat(upstreams)
                .allSatisfy(upstream -> assertThat(upstream.lastRequest()).endsWith("{\"lines\":[]}"));
        assertThat(retried).containsExactly(Repetition.KEYED);
    }

    @Test
    @DisplayName("R3 a POST without a key is never sent twice once a byte of it was sent")
    void neverTwice() throws IOException {
        upstreams(ScriptedUpstream.reset(), ScriptedUpstream.reset());
        assertThatThrownBy(() ->
                        call(exchange("POST", "/api/v1/merchant-orders/x/cash-collection", new byte[] {'{', '}'})))
                .isInstanceOf(NoAnswer.class)
                .isNotInstanceOf(TryAgain.class);
        assertThat(sent()).isEqualTo(1);
        assertThat(retried).isEmpty();
    }

    @Test
    @DisplayName("R3 a POST without a key is tried elsewhere when the connection was never made")
    void unsent() throws IOException {
        upstreams(ScriptedUpstream.ok("fine"));
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        Endpoint gone = new Endpoint("order-9", "order", "127.0.0.1", free);
        fleet.listed("gone", List.of(new Listing(gone, false)));
        fleet.tick();
        for (int i = 0; i < 20; i++) {
            Answer answer = call(exchange("POST", "/api/v1/merchant-orders/x/cash-collection", new byte[] {'{', '}'}));
            assertThat(answer.status()).isEqualTo(200);
        }
        assertThat(fleet.named("order-9").get(0).state(System.nanoTime())).isEqualTo(State.DOWN);
        assertThat(sent()).isEqualTo(20);
        assertThat(retried).containsExactly(Repetition.NEVER);
    }

    @Test
    @DisplayName("R3 a body over 64 KiB flows through and is not sent again; a megabyte and more is refused")
    void large() throws IOException {
        upstreams(ScriptedUpstream.ok("fine"));
        assertThat(call(exchange("POST", "/api/v1/orders", new byte[1024 * 1024]))
                        .status())
                .isEqualTo(200);
        Operation orders = Api.routes()
                .find("/api/v1/orders")
                .orElseThrow()
                .operation("POST")
                .orElseThrow();
        RequestBody chunked = RequestBody.of(new ByteArrayInputStream(new byte[1024 * 1024 + 1]), -1);
        Exchange tooLarge = new Exchange(
                orders,
                "POST",
                "/api/v1/orders",
                List.of(),
                chunked,
                Client.PRESENT,
                System.nanoTime() + Forwarder.CALL_NANOS);
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> call(tooLarge));
        assertThat(refusal.type().code()).isEqualTo("body_too_large");
        assertThat(fleet.named("order-1").get(0).snapshot(System.nanoTime()).failures())
                .isZero();
    }

    @Test
    @DisplayName("R4 half an answer is 502 while nothing of it has been passed on")
    void half() throws IOException {
        upstreams(ScriptedUpstream.text("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
        NoAnswer failure = catchThrowableOfType(NoAnswer.class, () -> call(exchange("GET", "/api/v1/orders", null)));
        assertThat(failure.refusal()).isEqualTo(GatewayRefusal.BAD_UPSTREAM);
    }

    @Test
    @DisplayName("R4 a long answer streams, and its place is given back when it is closed")
    void streams() throws IOException {
        upstreams(ScriptedUpstream.ok("y".repeat(300_000)));
        Instance instance = fleet.named("order-1").get(0);
        try (Answer answer = call(exchange("GET", "/api/v1/orders", null))) {
            assertThat(instance.inFlight()).isEqualTo(1);
            assertThat(body(answer)).hasSize(300_000);
        }
        assertThat(instance.inFlight()).isZero();
        assertThat(tries.size()).isZero();
    }

    @Test
    @DisplayName(
            "R4 a connection is used again when its answer was read to the end, and never when a part of it is still there")
    void usesConnectionsAgain() throws IOException {
        String small = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
        String empty = "HTTP/1.1 204 No Content\r\n\r\n";
        String streamed = "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + "y".repeat(300_000);
        String last = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
        String old = "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}";
        List<String> script = List.of(small, chunked, empty, streamed, streamed, last, old, small);
        int left = 4;
        Iterator<String> answers = script.iterator();
        AtomicInteger made = new AtomicInteger();
        upstreams(socket -> {
            made.incrementAndGet();
            do {
                ScriptedUpstream.text(answers.next()).answer(socket);
            } while (isAsked(socket.getInputStream()));
        });
        List<Integer> connection = new ArrayList<>();
        for (int i = 0; i < script.size(); i++) {
            try (Answer answer = call(exchange("GET", "/api/v1/orders", null))) {
                connection.add(made.get());
                if (i != left) {
                    body(answer);
                }
            }
        }
        assertThat(connection).containsExactly(1, 1, 1, 1, 1, 2, 3, 4);
    }

    /** Whether another request comes over the connection. */
    private static boolean isAsked(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (head.append((char) next).indexOf("\r\n\r\n") >= 0) {
                return true;
            }
        }
        return false;
    }

    @Test
    @DisplayName("R4 a POST without a body says so, whatever its client said")
    void tellsThatThereIsNoBody() throws IOException {
        ScriptedUpstream upstream = upstreams(ScriptedUpstream.ok("fine"))[0];
        call(exchange("POST", "/api/v1/merchant-orders/x/packing", null));
        assertThat(upstream.lastRequest())
                .containsOnlyOnce("Content-Length: 0\r\n")
                .containsOnlyOnce("Host: 127.0.0.1:" + upstream.port() + "\r\n");
    }

    @Test
    @DisplayName("R5 a try that is past its deadline is cut, and a dead instance's at once")
    void cut() throws Exception {
        upstreams(ScriptedUpstream.silent());
        Thread late = cutter(() -> tries.sweep(System.nanoTime() + Forwarder.TRY_NANOS));
        NoAnswer timeout =
                catchThrowableOfType(NoAnswer.class, () -> forwarder.attempt(exchange("GET", "/api/v1/orders", null)));
        late.join();
        assertThat(timeout.refusal()).isEqualTo(GatewayRefusal.UPSTREAM_TIMEOUT);
        Thread dead = cutter(() -> tries.abandon(fleet.named("order-1").get(0)));
        NoAnswer broken =
                catchThrowableOfType(NoAnswer.class, () -> forwarder.attempt(exchange("GET", "/api/v1/orders", null)));
        dead.join();
        assertThat(broken.refusal()).isEqualTo(GatewayRefusal.BAD_UPSTREAM);
        assertThat(fleet.named("order-1").get(0).inFlight()).isZero();
    }

    /** Waits until the request has arrived, then cuts. */
    private Thread cutter(Runnable cut) {
        int before = sent();
        Thread thread = new Thread(() -> {
            try {
                if (upstreams.get(0).awaitRequests(before + 1, 10, TimeUnit.SECONDS)) {
                    cut.run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        return thread;
    }

    @Test
    @DisplayName("R5 without an instance the answer is no_upstream, at once")
    void nobody() throws IOException {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> call(exchange("GET", "/api/v1/orders", null)));
        assertThat(refusal.type()).isEqualTo(GatewayRefusal.NO_UPSTREAM);
        assertThat(refusal.headers()).containsKey("Retry-After");
    }
}
