package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.payara.cluster.RunningCluster.Started;
import dev.pesto.sql.WarAccount;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The EAR beside the cluster, over one database and one set of keys: a second instance of everything. */
@ExtendWith(RunningCluster.class)
class PayaraServerIT {
    private static PayaraServer server;
    private static Api onServer;

    @BeforeAll
    static void start(Started started) throws Exception {
        server = new PayaraServer(started);
        server.start();
        onServer = new Api(server.origin() + "/api/v1");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    @DisplayName("the EAR on Payara Server answers everybody as the table says, and no bad token opens anything")
    void matrix(Started started) throws Exception {
        Home home = started.cluster().home();
        ApiDocument document = ApiDocument.read(server.origin());
        assertThat(document.json())
                .as("the API document is the same wherever the services run")
                .isEqualTo(ApiDocument.read(started.balancer(1)).json());
        AccessMatrix matrix = new AccessMatrix(onServer, document, AccessMatrixIT.admin(home), home.keys());
        matrix.checkEverybody();
        matrix.checkBadTokens();
        assertThat(Files.readString(server.log()))
                .as("a bad token is no stack trace in the log")
                .doesNotContain("Exception trying to parse JWT token");
    }

    @Test
    @DisplayName("neither the log nor the configuration of Payara Server holds a password of the database")
    void secrets(Started started) throws Exception {
        for (Path file : List.of(server.log(), server.configuration())) {
            String text = Files.readString(file);
            for (WarAccount account : WarAccount.values()) {
                assertThat(text.contains(started.cluster().home().secret(account.passwordVariable())))
                        .as("%s in %s", account.passwordVariable(), file)
                        .isFalse();
            }
        }
    }

    @Test
    @DisplayName("every port of Payara Server is on loopback, those too that open when an application looks up the ORB")
    void ports() throws Exception {
        server.serveBeside("orb", "<% new javax.naming.InitialContext().lookup(\"java:comp/ORB\"); %>");
        new Api(server.origin()).get("/orb/", null).expect(200);
        List<InetSocketAddress> listening = ListeningSockets.of(server.pid());
        assertThat(listening).as("what the server is called by").anyMatch(socket -> server.origin()
                .endsWith(":" + socket.getPort()));
        assertThat(ListeningSockets.beyondLoopback(listening)).isEmpty();
    }

    @Test
    @DisplayName("from the first start of a new domain on, nothing is open beyond loopback, not even for a moment")
    void portsFromTheFirstStart() {
        Set<InetSocketAddress> seen = server.seenListening();
        assertThat(seen)
                .as("what the server listens on in the end: HTTP, administration, grid")
                .extracting(InetSocketAddress::getPort)
                .contains(PayaraServer.PORT_BASE + 80, PayaraServer.PORT_BASE + 48, PayaraServer.PORT_BASE + 49);
        assertThat(ListeningSockets.beyondLoopback(seen)).isEmpty();
    }

    @Test
    @DisplayName("on loopback, too, Payara Server takes orders from nobody but who knows its admin password")
    void administration() throws Exception {
        assertThat(server.obeys(server.password())).isTrue();
        assertThat(server.obeys("")).as("without the password").isFalse();
        assertThat(server.obeys("admin")).as("with another password").isFalse();
    }

    @Test
    @DisplayName("inside the EAR, services answer nobody who comes past the balancer")
    void contexts() {
        Api past = new Api(server.origin());
        for (String path : List.of("/user/api/v1/users/me", "/product/api/v1/products", "/order/api/v1/orders")) {
            Api.Answer answer = past.get(path, null);
            assertThat(answer.status() + " " + answer.code()).as(path).isEqualTo("403 service_token_required");
        }
        assertThat(past.get("/metrics", null).status()).isEqualTo(404);
        assertThat(past.post("/order/internal/drain", null, null).code()).isEqualTo("service_token_required");
    }

    @Test
    @DisplayName("a session that ends in the cluster is refused on Payara Server within 5 s")
    void endsEverywhere(Started started) {
        String token = started.api().register("BUYER");
        onServer.get("/orders", token).expect(200);
        long ended = System.nanoTime();
        started.api().call("DELETE", "/auth/tokens/current", token, null).expect(204);
        for (String path : List.of("/users/me", "/products", "/orders")) {
            while (onServer.get(path, token).status() != 401) {
                assertThat(System.nanoTime() - ended)
                        .as(path)
                        .isLessThan(Duration.ofSeconds(5).toNanos());
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    @Test
    @DisplayName("one refresh token used at once on two servers has one successor, which goes on everywhere")
    void refreshesAtOnce(Started started) throws Exception {
        Map<String, String> login = Map.of(
                "email",
                Secrets.BUYER_EMAIL,
                "password",
                started.cluster().home().secret(Secrets.BUYER_PASSWORD));
        String token = onServer.post("/auth/tokens", null, login)
                .expect(200)
                .path("refreshToken")
                .asText();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<Api.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Api api = i % 2 == 0 ? onServer : started.api();
                answers.add(pool.submit(() -> api.post("/auth/tokens/refresh", null, Map.of("refreshToken", token))));
            }
            Set<String> successors = new HashSet<>();
            for (Future<Api.Answer> answer : answers) {
                successors.add(answer.get().expect(200).path("refreshToken").asText());
            }
            assertThat(successors).hasSize(1);
            started.api()
                    .post(
                            "/auth/tokens/refresh",
                            null,
                            Map.of("refreshToken", successors.iterator().next()))
                    .expect(200);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    @DisplayName("of 40 guesses at once over two servers five are checked, and then the right password is refused too")
    void guesses(Started started) throws Exception {
        String email = "t" + UUID.randomUUID() + "@pesto.example";
        String password = "correct horse " + UUID.randomUUID();
        started.api()
                .post("/users", null, Map.of("email", email, "password", password, "name", "T", "role", "BUYER"))
                .expect(201);
        ExecutorService pool = Executors.newFixedThreadPool(40);
        try {
            List<Future<Api.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Api api = i % 2 == 0 ? onServer : started.api();
                Map<String, String> guess = Map.of("email", email, "password", "wrong password " + i);
                answers.add(pool.submit(() -> api.post("/auth/tokens", null, guess)));
            }
            int checked = 0;
            int unknown = 0;
            for (Future<Api.Answer> answer : answers) {
                int status = answer.get().status();
                assertThat(status).isNotEqualTo(200);
                checked += status == 401 ? 1 : 0;
                // Whoever waits too long on a busy machine is told so, and may or may not have been checked.
                unknown += status >= 500 ? 1 : 0;
            }
            Map<String, String> again = Map.of("email", email, "password", "wrong again");
            Api.Answer next = onServer.post("/auth/tokens", null, again);
            for (; next.status() != 429; next = onServer.post("/auth/tokens", null, again)) {
                checked += next.status() == 401 ? 1 : 0;
            }
            assertThat(checked).isLessThanOrEqualTo(5).isGreaterThanOrEqualTo(5 - unknown);
            for (Api api : List.of(onServer, started.api())) {
                assertThat(api.post("/auth/tokens", null, Map.of("email", email, "password", password))
                                .code())
                        .isEqualTo("login_throttled");
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
