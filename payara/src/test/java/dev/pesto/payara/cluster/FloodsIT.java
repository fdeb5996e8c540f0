package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.payara.cluster.RunningCluster.Started;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** While somebody floods the door, others are served: each of their calls ends well within ten seconds. */
@ExtendWith(RunningCluster.class)
class FloodsIT {
    private static final int CALLS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    @DisplayName("idle connections, half heads, and more slow bodies than there are threads keep nobody out")
    void connections(Started started) throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 1700; i++) {
                sockets.add(connect(started, 2));
            }
            for (Socket slow : sockets.subList(0, 600)) {
                write(
                        slow,
                        "POST /api/v1/auth/tokens HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{");
            }
            for (Socket half : sockets.subList(600, 700)) {
                write(half, "GET /api/v1/products HTTP/1.1\r\nHost: a\r\nX-Slow: ");
            }
            serveOthers(started);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    @DisplayName("a flood of bad tokens is refused, keeps nobody out and leaves no stack trace in a log")
    void badTokens(Started started) throws Exception {
        Home home = started.cluster().home();
        String good = started.api().register("BUYER");
        List<String> bad = List.copyOf(new Forgery(good, home.keys()).tokens().values());
        whileOthersAreServed(
                started,
                4,
                i -> () -> started.api().get("/orders", bad.get(i % bad.size())).expect(401));
        for (Member member : started.state().members()) {
            if (Role.isService(member.service())) {
                assertThat(Files.readString(home.log(member.name()), StandardCharsets.ISO_8859_1))
                        .as(member.name())
                        .doesNotContain("Exception trying to parse JWT token");
            }
        }
    }

    @Test
    @DisplayName("a flood of wrong passwords for one account is refused before they are hashed, and keeps nobody out")
    void wrongPasswords(Started started) throws Exception {
        Map<String, String> guess =
                Map.of("email", "t" + UUID.randomUUID() + "@pesto.example", "password", "wrong password");
        while (started.api().post("/auth/tokens", null, guess).status() == 401) {
            // Five of them are checked.
        }
        whileOthersAreServed(
                started,
                4,
                i -> () -> started.api().post("/auth/tokens", null, guess).expect(429));
        long start = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            started.api().post("/auth/tokens", null, guess).expect(429);
        }
        long fiftyRefusals = System.nanoTime() - start;
        String one = started.api().register("BUYER");
        start = System.nanoTime();
        started.api()
                .call(
                        "PUT",
                        "/users/me/password",
                        one,
                        Map.of("current", "wrong password", "new", "a much longer pass phrase"))
                .expect(401);
        assertThat(fiftyRefusals / 50)
                .as("a refusal costs a fraction of one check")
                .isLessThan(System.nanoTime() - start);
    }

    @Test
    @DisplayName("a flood of registrations, huge headers and deep JSON keeps nobody out")
    void registrations(Started started) throws Exception {
        String deep = "[".repeat(200_000);
        String huge = "x".repeat(1 << 20);
        whileOthersAreServed(started, 4, i -> () -> {
            if (i % 3 == 0) {
                Map<String, String> person = Map.of(
                        "email",
                        "t" + UUID.randomUUID() + "@pesto.example",
                        "password",
                        "correct horse " + i,
                        "name",
                        "F",
                        "role",
                        "BUYER");
                assertThat(started.api().post("/users", null, person).status()).isIn(201, 503);
            } else {
                try (Socket socket = connect(started)) {
                    write(
                            socket,
                            i % 3 == 1
                                    ? "GET /api/v1/products HTTP/1.1\r\nHost: a\r\nX-Huge: " + huge + "\r\n\r\n"
                                    : "POST /api/v1/auth/tokens HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
                                            + deep.length() + "\r\n\r\n" + deep);
                    socket.getInputStream().read();
                } catch (IOException closedByTheServer) {
                    // Good enough for a header of a megabyte.
                }
            }
            return null;
        });
    }

    @Test
    @DisplayName("what strangers send leaves no stack trace in a log, however odd it is")
    void provocations(Started started) throws Exception {
        Map<Path, Integer> before = new HashMap<>();
        for (Member member : started.state().members()) {
            if (Role.isService(member.service())) {
                Path log = started.cluster().home().log(member.name());
                before.put(
                        log, Files.readString(log, StandardCharsets.ISO_8859_1).length());
            }
        }
        String head = "POST /api/v1/auth/tokens HTTP/1.1\r\nContent-Type: application/json\r\n";
        assertThat(status(started, head + "Host: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n"))
                .isEqualTo(400);
        assertThat(status(started, head + "Host:\r\nContent-Length: 2\r\n\r\n{}"))
                .isEqualTo(400);
        assertThat(
                        status(
                                started,
                                "GET /api/v1/orders HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.e30.AA\r\n\r\n"))
                .isEqualTo(401);
        for (int i = 0; i < 20; i++) {
            // More answers than a connection holds, and then nobody is there to read them.
            Socket socket = connect(started);
            write(socket, "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n".repeat(200));
            socket.setSoLinger(true, 0);
            socket.close();
        }
        Map<String, String> person = Map.of(
                "email",
                "t" + UUID.randomUUID() + "@pesto.example",
                "password",
                "correct horse battery",
                "name",
                "F",
                "role",
                "BUYER");
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> same = Collections.nCopies(
                    8, () -> started.api().post("/users", null, person).status());
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> registration : pool.invokeAll(same)) {
                statuses.add(registration.get());
            }
            assertThat(statuses).containsOnlyOnce(201).allMatch(status -> List.of(201, 409, 503)
                    .contains(status));
        } finally {
            pool.shutdownNow();
        }
        for (Map.Entry<Path, Integer> log : before.entrySet()) {
            assertThat(Files.readString(log.getKey(), StandardCharsets.ISO_8859_1)
                            .substring(log.getValue()))
                    .as(log.getKey().toString())
                    .doesNotContain(
                            "HttpBrokenContentException",
                            "Host is not set",
                            "Connection is closed",
                            "NullPointerException",
                            "SQLIntegrityConstraintViolationException");
        }
    }

    private static int status(Started started, String request) throws IOException {
        try (Socket socket = connect(started)) {
            write(socket, request);
            String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return Integer.parseInt(line.substring(9));
        }
    }

    private interface Flood {
        Callable<?> request(int number);
    }

    private static void whileOthersAreServed(Started started, int threads, Flood flood) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> floods = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                floods.add(pool.submit(() -> {
                    for (int i = 0; !over.get(); i++) {
                        flood.request(i).call();
                    }
                    return null;
                }));
            }
            serveOthers(started);
            over.set(true);
            for (Future<?> done : floods) {
                done.get();
            }
        } finally {
            over.set(true);
            pool.shutdownNow();
        }
    }

    /** A merchant and a buyer do what they are here for. */
    private static void serveOthers(Started started) {
        Api api = started.api();
        Map<String, String> demo = Map.of(
                "email",
                Secrets.BUYER_EMAIL,
                "password",
                started.cluster().home().secret(Secrets.BUYER_PASSWORD));
        String buyer = api.post("/auth/tokens", null, demo)
                .expect(200)
                .path("accessToken")
                .asText();
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            api.get("/products?limit=2", buyer).expect(200);
            api.get("/orders?limit=2", buyer).expect(200);
            api.get("/users/me", buyer).expect(200);
            assertThat(System.nanoTime() - start).isLessThan(PATIENCE.toNanos());
        }
    }

    private static Socket connect(Started started) throws IOException {
        return connect(started, 1);
    }

    /** From 127.0.0.x. */
    private static Socket connect(Started started, int from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) from}), 0));
        socket.connect(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(),
                        URI.create(started.balancer(1)).getPort()),
                5000);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
