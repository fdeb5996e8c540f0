package dev.pesto.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.balancer.routing.control.ScriptedUpstream;
import dev.pesto.commons.ids.Ids;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each service as a whole: how far one that is in trouble reaches. MicroProfile Config gives the user service 8 places, 4 for passwords, and a breaker that looks at 20 calls. */
@ExtendWith(Upstreams.class)
@OnPayara
@Timeout(90)
class ServicesIT {

    private static final int PLACES = 8;
    private static final int PASSWORDS = 4;
    private static final int WINDOW = 20;

    private final ExecutorService clients = Executors.newFixedThreadPool(2 * PLACES);
    private final CountDownLatch over = new CountDownLatch(1);
    private ScriptedUpstream order;
    private ScriptedUpstream user;

    @BeforeEach
    void listen() throws IOException {
        order = Upstreams.order1(ScriptedUpstream.ok("{}"));
        user = Upstreams.user1(ScriptedUpstream.ok("{}"));
        Operators.await(() -> Operators.state("order-1").equals("UP")
                && Operators.state("user-1").equals("UP"));
    }

    @AfterEach
    void close() throws IOException {
        over.countDown();
        clients.shutdownNow();
        order.close();
        user.close();
        Operators.await(() -> Operators.state("order-1").equals("DOWN")
                && Operators.state("user-1").equals("DOWN"));
    }

    private static Server.Answer get(String path) {
        return Server.request("GET", path).as(Ids.format(Ids.next()), "BUYER").send();
    }

    @Test
    @DisplayName("R9 a service that hangs fills its own places and no other's; who finds none is told at once")
    void bulkhead() throws Exception {
        user.script(socket -> {
            try {
                over.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        List<Future<Server.Answer>> hanging = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            hanging.add(clients.submit(() -> get("/api/v1/users/me")));
        }
        assertThat(user.awaitRequests(PLACES, 30, TimeUnit.SECONDS)).isTrue();
        long start = System.nanoTime();
        Server.Answer refused = get("/api/v1/users/me");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("unavailable");
        assertThat(refused.header("Retry-After")).hasValue("1");
        assertThat(user.requests()).isEqualTo(PLACES);
        for (int i = 0; i < 20; i++) {
            assertThat(get("/api/v1/orders").status()).isEqualTo(200);
        }
        // Long before the hanging calls end, by their deadline of 10 s.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        over.countDown();
        for (Future<Server.Answer> future : hanging) {
            assertThat(future.get(30, TimeUnit.SECONDS).status()).isBetween(502, 504);
        }
    }

    @Test
    @DisplayName("R9 logins and registrations fill places of their own, and keep nobody out who is logged in")
    void passwords() throws Exception {
        user.script(socket -> {
            if (user.lastRequest().contains("/users/me ")) {
                ScriptedUpstream.ok("{}").answer(socket);
                return;
            }
            try {
                over.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        List<Future<String>> hanging = new ArrayList<>();
        for (int i = 0; i < PASSWORDS; i++) {
            String path = i % 2 == 0 ? "/api/v1/auth/tokens" : "/api/v1/users";
            String client = "10.2.1." + i;
            hanging.add(clients.submit(() -> from(client, "POST", path)));
        }
        assertThat(user.awaitRequests(PASSWORDS, 30, TimeUnit.SECONDS)).isTrue();
        assertThat(from("10.2.2.1", "PUT", "/api/v1/users/me/password"))
                .startsWith("HTTP/1.1 503 ")
                .contains("\"code\":\"unavailable\"");
        for (int i = 0; i < 20; i++) {
            assertThat(get("/api/v1/users/me").status()).isEqualTo(200);
        }
        over.countDown();
        for (Future<String> future : hanging) {
            assertThat(future.get(30, TimeUnit.SECONDS)).startsWith("HTTP/1.1 502 ");
        }
    }

    /** What a client behind the proxy hears: each has an address of its own, by which logins are counted. */
    private static String from(String client, String method, String path) throws IOException {
        try (Wire wire = new Wire(Upstreams.PROXY)) {
            return wire.send(method + ' ' + path + " HTTP/1.1|Host: x|Connection: close|X-Forwarded-For: " + client
                            + "|Content-Type: application/json|Content-Length: 2||{}")
                    .rest();
        }
    }

    @Test
    @DisplayName(
            "R9 the breaker closes off a service that answers nothing, lets it back when it does, and shows in the metrics")
    void breaker() throws Exception {
        user.script(ScriptedUpstream.reset());
        for (int i = 0; i < WINDOW; i++) {
            assertThat(get("/api/v1/users/me").status()).isIn(502, 503);
        }
        int before = user.requests();
        Server.Answer refused = get("/api/v1/users/me");
        assertThat(refused.code()).isEqualTo("unavailable");
        assertThat(user.requests()).isEqualTo(before);
        assertThat(get("/api/v1/orders").status()).isEqualTo(200);
        user.script(ScriptedUpstream.ok("{}"));
        Operators.await(() -> get("/api/v1/users/me").status() == 200);
        Operators.await(() -> get("/api/v1/users/me").status() == 200);
        try (Wire wire = new Wire(Upstreams.METRICS_READER)) {
            String metrics = wire.send("GET /metrics HTTP/1.1|Host: x|Connection: close||")
                    .rest();
            assertThat(metrics.lines())
                    .anyMatch(line -> shows(line, "ft_circuitbreaker_state_total", "state=\"open\""))
                    .anyMatch(line -> shows(line, "ft_circuitbreaker_calls_total", "Result=\"failure\""))
                    .anyMatch(line -> shows(line, "ft_bulkhead_calls_total", "Result=\"accepted\""))
                    .anyMatch(line -> shows(line, "ft_retry_calls_total", ""));
            assertThat(metrics)
                    .contains("pesto_balancer_instances_up", "pesto_balancer_limit_keys", "pesto_balancer_tries_open");
        }
    }

    @Test
    @DisplayName("I5 callers of a service whose every instance is being taken out are told so, until one is back")
    void draining() {
        Operators.order("user-1", "drain");
        Server.Answer refused;
        try {
            refused = get("/api/v1/users/me");
            assertThat(get("/api/v1/orders").status()).isEqualTo(200);
        } finally {
            Operators.order("user-1", "admit");
        }
        assertThat(refused.status() + " " + refused.code()).isEqualTo("503 draining");
        assertThat(refused.header("Retry-After")).hasValue("1");
        assertThat(get("/api/v1/users/me").status()).isEqualTo(200);
    }

    @Test
    @DisplayName(
            "I4 of two instances that fail five calls in a row one is ejected, as operators see, gets nothing, and is back after 5 s")
    void ejection() throws Exception {
        try (ScriptedUpstream second = Upstreams.order2(ScriptedUpstream.reset())) {
            order.script(ScriptedUpstream.reset());
            Operators.await(() -> Operators.state("order-2").equals("UP"));
            // What the server has counted in other tests goes on.
            Map<String, JsonNode> before =
                    Map.of("order-1", Operators.instance("order-1"), "order-2", Operators.instance("order-2"));
            // Each is a read, so it fails at both.
            for (int i = 0; i < 5; i++) {
                assertThat(get("/api/v1/orders").status()).isEqualTo(502);
            }
            boolean first = Operators.state("order-1").equals("EJECTED");
            String out = first ? "order-1" : "order-2";
            String in = first ? "order-2" : "order-1";
            assertThat(Operators.state(out)).isEqualTo("EJECTED");
            assertThat(Operators.state(in)).isEqualTo("UP");
            assertThat(more(out, "ejections", before)).isEqualTo(1);
            assertThat(more(out, "failures", before)).isEqualTo(5);
            assertThat(more(in, "ejections", before)).isZero();

            order.script(ScriptedUpstream.ok("{}"));
            second.script(ScriptedUpstream.ok("{}"));
            for (int i = 0; i < 20; i++) {
                assertThat(get("/api/v1/orders").status()).isEqualTo(200);
            }
            assertThat((first ? order : second).requests()).isZero();
            Operators.await(() -> Operators.state("order-1").equals("UP")
                    && Operators.state("order-2").equals("UP"));
        }
        Operators.await(() -> Operators.state("order-2").equals("DOWN"));
    }

    private static int more(String instance, String count, Map<String, JsonNode> before) {
        return Operators.instance(instance).path(count).asInt()
                - before.get(instance).path(count).asInt();
    }

    /** A figure of the user service that is above zero. */
    private static boolean shows(String line, String name, String tag) {
        return line.startsWith(name + "{")
                && line.contains(tag)
                && line.contains("Services.user")
                && Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)) > 0;
    }
}
