package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The edge before a balancer that does what the test tells it: leave with a call in work, or freeze. */
class EdgeDrainIT {
    private static final Plan PLAN = new Plan(21900, 1, 1, true, false, Map.of(), "unused");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch called = new CountDownLatch(1);
    private final CountDownLatch answering = new CountDownLatch(1);
    private volatile int readiness = 200;
    private volatile boolean frozen;
    private HttpServer balancer;
    private Member haproxy;
    private Started started;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Edge.isInstalled(), "haproxy is not installed");
        Cluster cluster = RunningCluster.cluster("edge-drain");
        cluster.home().create();
        balancer = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Role.BALANCER.port(1, PLAN.port(), true)), 0);
        balancer.setExecutor(threads);
        balancer.createContext("/health/ready", this::tellReadiness);
        balancer.createContext("/api/v1/slow", this::answerSlowly);
        balancer.start();
        haproxy = new Edge(cluster.home(), PLAN).start();
        started = new Started(cluster, new State(PLAN, null, List.of()));
        awaitUsed(Set.of("edge still uses balancer-1"));
    }

    @AfterEach
    void stop() {
        answering.countDown();
        if (haproxy != null) {
            haproxy.process().ifPresent(ProcessHandle::destroyForcibly);
        }
        if (balancer != null) {
            balancer.stop(0);
        }
        threads.shutdownNow();
    }

    @Test
    @DisplayName("R7 a balancer that says it leaves gets no new call and finishes what it has")
    void finishesWhatIsInWork() throws Exception {
        CompletableFuture<HttpResponse<String>> call = call();
        readiness = 503;
        awaitUsed(Set.of());
        assertThat(call).isNotDone();
        answering.countDown();
        assertThat(call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("R8 a balancer that answers no check any more loses its calls: nobody waits for it")
    void cutsAFrozenBalancer() throws Exception {
        CompletableFuture<HttpResponse<String>> call = call();
        frozen = true;
        // A read is tried at another balancer, and there is none.
        assertThat(call.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
        awaitUsed(Set.of());
    }

    /** Returns when the balancer has the call. */
    private CompletableFuture<HttpResponse<String>> call() throws InterruptedException {
        EdgeClient edge = new EdgeClient(started);
        CompletableFuture<HttpResponse<String>> call = edge.client("TLSv1.3")
                .sendAsync(
                        HttpRequest.newBuilder(edge.uri("/api/v1/slow")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(called.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return call;
    }

    private void tellReadiness(HttpExchange exchange) throws IOException {
        if (frozen) {
            await(answering);
        }
        answer(exchange, readiness);
    }

    private void answerSlowly(HttpExchange exchange) throws IOException {
        called.countDown();
        await(answering);
        answer(exchange, 200);
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** No balancer is recorded as living here, so all that the edge uses is what it should not. */
    private void awaitUsed(Set<String> expected) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Edge.lacking(started.state()).equals(expected) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(Edge.lacking(started.state())).isEqualTo(expected);
    }
}
