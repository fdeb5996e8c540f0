package dev.pesto.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.commons.ids.Ids;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import dev.pesto.sql.testing.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The public door as a client sees it while no service is there. */
@ExtendWith(Upstreams.class)
@OnPayara
class FrontDoorIT {

    private static final Pattern LIMIT = Pattern.compile("^\"(default|orders|auth)\";r=(\\d+);t=(\\d+)$");

    @Test
    @DisplayName("an unknown path is a 404 problem")
    void knowsItsPaths() {
        Server.Answer answer = Server.get("/api/v1/nothing");
        refused(answer, 404, "not_found");
        assertThat(answer.json().path("status").asInt()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/metrics/base", "/internal/problem", "/openapi/x"})
    @DisplayName("what is the server's own stays behind the door")
    void keepsTheInsideClosed(String path) {
        refused(Server.get(path), 404, "not_found");
    }

    @Test
    @DisplayName("a wrong method is a 405 that names the right ones")
    void namesTheMethods() {
        Server.Answer answer = Server.request("DELETE", "/api/v1/orders").send();
        refused(answer, 405, "method_not_allowed");
        assertThat(answer.header("Allow")).hasValue("GET, HEAD, POST, OPTIONS");
    }

    @Test
    @DisplayName("R10 scripts of a configured origin may ask and read, those of others may not")
    void answersConfiguredOrigins() {
        for (String origin : List.of("https://shop.example", "http://localhost:3000")) {
            Server.Answer preflight = preflight(origin);
            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.header("Access-Control-Allow-Origin")).hasValue(origin);
            assertThat(preflight.header("Access-Control-Allow-Methods").orElseThrow())
                    .contains("POST");
            assertThat(preflight.header("Access-Control-Allow-Headers").orElseThrow())
                    .contains("Authorization", "Idempotency-Key", "If-Match");
            Server.Answer refusal = Server.request("GET", "/api/v1/nothing")
                    .header("Origin", origin)
                    .send();
            assertThat(refusal.status()).isEqualTo(404);
            assertThat(refusal.header("Access-Control-Allow-Origin")).hasValue(origin);
            assertThat(refusal.header("Access-Control-Expose-Headers").orElseThrow())
                    .contains("ETag", "RateLimit");
        }
        for (String other : List.of(
                "https://shop.example.evil.example", "http://shop.example", "https://shop.example:444", "null", "*")) {
            Server.Answer preflight = preflight(other);
            assertThat(preflight.header("Access-Control-Allow-Origin"))
                    .as(other)
                    .isEmpty();
            assertThat(preflight.header("Access-Control-Allow-Methods"))
                    .as(other)
                    .isEmpty();
            assertThat(preflight.header("Vary")).as(other).hasValue("Origin");
        }
        assertThat(preflight("https://shop.example").header("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    private static Server.Answer preflight(String origin) {
        return Server.request("OPTIONS", "/api/v1/orders")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .send();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/orders/%2e%2e/x", "//", "/api/v1//orders", "/api/v1/orders;x=1"})
    @DisplayName("a path that two hops may read differently is a 400")
    void refusesOddPaths(String path) {
        refused(Server.get(path), 400, "invalid_path");
    }

    @Test
    @DisplayName("an order without an Idempotency-Key is a 400, with one it goes on")
    void asksForTheKey() {
        Server.Request bare = Server.request("POST", "/api/v1/orders")
                .as(Ids.format(11), "BUYER")
                .json("{}");
        refused(bare.send(), 400, "idempotency_key_required");
        refused(bare.header("Idempotency-Key", "it-1").send(), 503, "no_upstream");
    }

    @Test
    @DisplayName("a service without instances is a 503 at once")
    void doesNotWaitForNobody() {
        Server.Request call = Server.request("GET", "/api/v1/products").as(Ids.format(12), "BUYER");
        refused(call.send(), 503, "no_upstream");
        long start = System.nanoTime();
        Server.Answer answer = call.send();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1500));
        refused(answer, 503, "no_upstream");
        assertThat(answer.header("Retry-After")).hasValue("1");
    }

    @Test
    @DisplayName("every answer tells the limit and what is left of it")
    void countsDown() {
        Server.Request call = Server.request("POST", "/api/v1/orders").as(Ids.format(13), "BUYER");
        long start = System.nanoTime();
        Server.Answer first = call.send();
        assertThat(first.header("RateLimit-Policy")).hasValue("\"orders\";q=60;w=60");
        long left = left(first, "orders");
        assertThat(left).isEqualTo(59);
        for (int i = 0; i < 5; i++) {
            left = left(call.send(), "orders");
        }
        // One comes back each second.
        assertThat(left)
                .isBetween(54L, 55 + Duration.ofNanos(System.nanoTime() - start).toSeconds());
    }

    @Test
    @DisplayName("ten logins a minute from one address, whoever it is")
    void slowsGuessing() {
        long start = System.nanoTime();
        int passed = 0;
        Server.Answer answer = login();
        assertThat(answer.header("RateLimit-Policy")).hasValue("\"auth\";q=10;w=60");
        while (answer.status() != 429 && passed < 30) {
            refused(answer, 503, "no_upstream");
            passed++;
            answer = login();
        }
        long back = Duration.ofNanos(System.nanoTime() - start).toSeconds() / 6;
        assertThat(passed).isBetween(10, 10 + (int) back);
        refused(answer, 429, "rate_limited");
        assertThat(left(answer, "auth")).isZero();
        assertThat(answer.header("Retry-After")).hasValueSatisfying(seconds -> assertThat(Integer.parseInt(seconds))
                .isBetween(1, 6));
    }

    @Test
    @DisplayName("R11 of two Authorization headers none is believed; where none is needed none is looked at")
    void twoTokens() {
        String one = "Bearer " + Tokens.access(Ids.format(17), "BUYER");
        Server.Answer refused = Server.request("GET", "/api/v1/orders")
                .header("Authorization", one)
                .header("Authorization", "Bearer other")
                .send();
        refused(refused, 400, "invalid_parameter");
        assertThat(refused.json().path("parameter").asText()).isEqualTo("Authorization");
        Server.Answer twoKeys = Server.request("POST", "/api/v1/orders")
                .header("Authorization", one)
                .header("Idempotency-Key", "one")
                .header("Idempotency-Key", "two")
                .send();
        refused(twoKeys, 400, "idempotency_key_required");
        Server.Answer open = Server.request("GET", "/api/v1/problems/not_found")
                .header("Authorization", one)
                .header("Authorization", one)
                .send();
        assertThat(open.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " | 200 | application/json",
                "*/* | 200 | application/json",
                "application/json, text/*;q=0.5 | 200 | application/json",
                "text/html,application/xhtml+xml,*/*;q=0.8 | 200 | text/html",
                "text/* | 200 | text/html",
                "image/png | 406 | application/problem+json",
                "application/json;q=0, image/* | 406 | application/problem+json"
            })
    @DisplayName("O4 a problem page is HTML for whoever names it, JSON for others, and nothing else")
    void problemPages(String accept, int status, String type) {
        Server.Request request = Server.request("GET", "/api/v1/problems/out_of_stock");
        Server.Answer answer = (accept == null ? request : request.header("Accept", accept)).send();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith(type);
        // A cache keeps one for those who ask alike, not for everybody.
        assertThat(answer.headers("Vary").contains("Accept")).as(accept).isEqualTo(status == 200);
    }

    @Test
    @DisplayName("H4 what the balancer answers itself has no query parameters either")
    void queries() {
        Server.Answer answer = Server.get("/api/v1/problems/not_found?lang=%C3%A9&x=1");
        refused(answer, 400, "invalid_parameter");
        assertThat(answer.json().path("parameter").asText()).isEqualTo("lang");
        assertThat(Server.get("/api/v1/problems/not_found?").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("O3 while a service has never told its part there is no API document, rather than half of one")
    void noHalfDocument() {
        Server.Answer answer = Server.get("/openapi");
        refused(answer, 503, "unavailable");
        assertThat(answer.header("Retry-After")).hasValue("1");
        refused(Server.request("GET", "/openapi").header("Accept", "text/csv").send(), 406, "not_acceptable");
    }

    @Test
    @DisplayName("a body over 1 MiB is a 413")
    void refusesLargeBodies() {
        String body = "{\"name\": \"" + "x".repeat(1_153_434) + "\"}";
        refused(Server.request("POST", "/api/v1/products").json(body).send(), 413, "body_too_large");
        Server.Answer next = Server.get("/api/v1/nothing");
        refused(next, 404, "not_found");
    }

    @Test
    @DisplayName("the balancer is ready without any service")
    void isReady() {
        Server.Answer answer = Server.get("/health/ready");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("status").asText()).isEqualTo("UP");
    }

    private static Server.Answer login() {
        return Server.request("POST", "/api/v1/auth/tokens")
                .json("{\"email\": \"a@x.test\", \"password\": \"a guess\"}")
                .send();
    }

    private static void refused(Server.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.code()).isEqualTo(code);
    }

    private static long left(Server.Answer answer, String policy) {
        List<MatchResult> found =
                LIMIT.matcher(answer.header("RateLimit").orElse("")).results().toList();
        assertThat(found).as("RateLimit of %s", answer.status()).hasSize(1);
        assertThat(found.get(0).group(1)).isEqualTo(policy);
        return Long.parseLong(found.get(0).group(2));
    }
}
