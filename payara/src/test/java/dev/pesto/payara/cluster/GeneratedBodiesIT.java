package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pesto.payara.cluster.ApiDocument.Operation;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningCluster.class)
class GeneratedBodiesIT {
    private static final int BODIES = 25;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Set<String> HASHING = Set.of("POST /users", "POST /auth/tokens", "PUT /users/me/password");

    /** What a call of a service could have changed, as its owner sees it. */
    private static final Map<String, List<String>> WATCHED = Map.of(
            "users", List.of("/users/me", "/users/me/addresses", "/users/me/payment-methods?limit=5"),
            "products", List.of("/products?merchant=me&limit=5"),
            "stock", List.of("/products?merchant=me&limit=5"),
            "orders", List.of("/orders?limit=5"),
            "merchant-orders", List.of("/merchant-orders"));

    @Test
    @DisplayName("no body makes a 5xx, every refusal is a problem document, and what was refused has changed nothing")
    void bodies(Started started) throws Exception {
        long seed = System.nanoTime();
        ApiDocument document = ApiDocument.read(started.balancer(1));
        BodyMaker bodies = new BodyMaker(document, seed);
        Cast cast =
                new Cast(started.api(), AccessMatrixIT.admin(started.cluster().home()));
        for (Operation operation : document.operations()) {
            if (!operation.hasBody()) {
                continue;
            }
            String who = AccessMatrix.whoMay(operation);
            String path = cast.fill(operation.path());
            List<String> watched = who.equals("admin")
                    ? List.of()
                    : WATCHED.getOrDefault(operation.path().split("/", -1)[1], List.of());
            String before = look(started.api(), watched, cast.token(who));
            // Each of these may cost a password hash.
            for (int i = 0; i < (HASHING.contains(operation.toString()) ? BODIES / 5 : BODIES); i++) {
                String body = bodies.body(operation);
                HttpResponse<String> answer = send(started, operation, path, cast.token(who), body);
                String what = answer.headers().map() + " " + operation + " as " + who + ", seed " + seed + ", body "
                        + body.substring(0, Math.min(body.length(), 300)) + " -> " + answer.statusCode() + " "
                        + answer.body();
                if (answer.statusCode() < 400) {
                    before = look(started.api(), watched, cast.token(who));
                    continue;
                }
                assertThat(answer.statusCode()).as(what).isLessThan(500);
                assertThat(answer.headers().firstValue("Content-Type")).as(what).contains("application/problem+json");
                JsonNode problem = new ObjectMapper().readTree(answer.body());
                assertThat(problem.path("status").asInt()).as(what).isEqualTo(answer.statusCode());
                assertThat(problem.path("code").asText()).as(what).isNotEmpty();
                assertThat(problem.path("traceId").asText()).as(what).hasSize(32);
                assertThat(withoutIds(problem)).as(what).doesNotContain("4111", "java.", "SELECT ", "Exception");
                assertThat(look(started.api(), watched, cast.token(who)))
                        .as(what)
                        .isEqualTo(before);
            }
        }
    }

    /** Ids are made at random: any four digits turn up in one of some hundred answers. */
    private static String withoutIds(JsonNode problem) {
        return ((ObjectNode) problem).without(List.of("traceId", "instance")).toString();
    }

    private static HttpResponse<String> send(
            Started started, Operation operation, String path, String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(started.balancer(1) + "/api/v1" + path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("If-Match", "*")
                .timeout(Duration.ofSeconds(30))
                .method(
                        operation.method(),
                        HttpRequest.BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String look(Api api, List<String> watched, String token) {
        StringBuilder seen = new StringBuilder();
        watched.forEach(path -> seen.append(api.get(path, token).expect(200)).append('\n'));
        return seen.toString();
    }
}
