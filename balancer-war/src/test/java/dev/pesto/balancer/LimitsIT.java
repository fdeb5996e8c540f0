package dev.pesto.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.balancer.routing.control.ScriptedUpstream;
import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.keys.KeyFiles;
import dev.pesto.commons.keys.SessionTag;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Upstreams.class)
@OnPayara
@Timeout(60)
class LimitsIT {

    private final String subject = Ids.format(Ids.next());

    @AfterEach
    void backToDefaults() throws IOException {
        Files.deleteIfExists(Upstreams.SETTINGS);
        Operators.await(() -> header(call(), "RateLimit-Policy").equals("\"default\";q=300;w=60"));
    }

    private Server.Answer call() {
        return Server.request("GET", "/api/v1/none").as(subject, "BUYER").send();
    }

    private static String header(Server.Answer answer, String name) {
        return answer.header(name).orElse("none");
    }

    /** As an operator does it: whole or not at all. */
    private static void set(String settings) throws IOException {
        Path part = Files.writeString(Upstreams.SETTINGS.resolveSibling("settings.part"), settings);
        Files.move(part, Upstreams.SETTINGS, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    @DisplayName(
            "L6 a limit changes while the balancer runs; off is no limit and no headers; nonsense leaves the default")
    void changes() throws IOException {
        set("pesto.limits.default=3/30s\n");
        Operators.await(() -> header(call(), "RateLimit-Policy").equals("\"default\";q=3;w=30"));
        Operators.await(() -> order().status() == 429);
        set("pesto.limits.default=off\n");
        Operators.await(() -> header(call(), "RateLimit-Policy").equals("none"));
        assertThat(call().status()).isEqualTo(404);
        assertThat(call().header("RateLimit")).isEmpty();
        set("pesto.limits.default=a lot\n");
        Operators.await(() -> header(call(), "RateLimit-Policy").equals("\"default\";q=300;w=60"));
    }

    @Test
    @DisplayName("L4 Retry-After is true: the request at that time passes, and a refused one costs no call")
    void retryAfter() throws IOException {
        set("pesto.limits.default=3/6s\n");
        Operators.await(() -> header(call(), "RateLimit-Policy").equals("\"default\";q=3;w=6"));
        try (ScriptedUpstream order = Upstreams.order1(ScriptedUpstream.ok("{}"))) {
            Operators.await(() -> Operators.state("order-1").equals("UP"));
            int passed = 0;
            Server.Answer answer = order();
            while (answer.status() == 200) {
                passed++;
                answer = order();
            }
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.code()).isEqualTo("rate_limited");
            assertThat(order.requests()).isEqualTo(passed);
            long until = System.nanoTime() + Long.parseLong(header(answer, "Retry-After")) * 1_000_000_000L;
            while (System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
            assertThat(order().status()).isEqualTo(200);
        }
        Operators.await(() -> Operators.state("order-1").equals("DOWN"));
    }

    private Server.Answer order() {
        return Server.request("GET", "/api/v1/orders").as(subject, "BUYER").send();
    }

    @Test
    @DisplayName("L7 refreshing is limited by session; a made-up session is its sender's address")
    void refreshes() throws IOException {
        // One comes back every 12 s: what was taken is seen.
        set("pesto.limits.default=300/1h\n");
        Operators.await(() -> header(call(), "RateLimit-Policy").equals("\"default\";q=300;w=3600"));
        SessionTag tags = new SessionTag(KeyFiles.readSecret(Path.of("target", "keys", KeyFiles.SESSION)));
        String session = tags.of(Ids.next());
        assertThat(left(session + "secret")).isEqualTo(299);
        assertThat(left(tags.of(Ids.next()) + "secret")).isEqualTo(299);
        assertThat(left(session + "successor")).isLessThan(299);
        left("x".repeat(80));
        assertThat(left(Ids.format(Ids.next()) + "y".repeat(70))).isLessThan(299);
    }

    private static long left(String refreshToken) {
        Server.Answer answer = Server.request("POST", "/api/v1/auth/tokens/refresh")
                .json("{\"refreshToken\": \"" + refreshToken + "\"}")
                .send();
        assertThat(header(answer, "RateLimit-Policy")).isEqualTo("\"default\";q=300;w=3600");
        return Long.parseLong(header(answer, "RateLimit").replaceAll(".*r=(\\d+).*", "$1"));
    }
}
