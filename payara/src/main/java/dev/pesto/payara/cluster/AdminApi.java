package dev.pesto.payara.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** The operator's calls, through the public door, as any admin would make them. */
final class AdminApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Home home;
    private final String base;
    private final AtomicReference<String> token;

    private AdminApi(Home home, int balancerPort, AtomicReference<String> token) {
        this.home = home;
        this.base = "http://127.0.0.1:" + balancerPort + "/api/v1";
        this.token = token;
    }

    /** Each living balancer by its name. They share one log-in, since log-ins are limited. */
    static Map<String, AdminApi> ofBalancers(Home home, State state) {
        AtomicReference<String> token = new AtomicReference<>();
        Map<String, AdminApi> balancers = new TreeMap<>();
        state.living()
                .of(Role.BALANCER)
                .forEach(member -> balancers.put(member.name(), new AdminApi(home, member.port(), token)));
        if (balancers.isEmpty()) {
            throw new Failure("no balancer runs");
        }
        return balancers;
    }

    JsonNode instances() {
        return call("GET", "/ops/instances", token(), null).path("items");
    }

    /** No new calls by any balancer from now on; returns when those under way are answered, or after ten seconds. */
    static void drain(Map<String, AdminApi> balancers, String instance) {
        balancers.values().iterator().next().tell(instance, "drain");
        long deadline = System.nanoTime() + DRAIN_PATIENCE.toNanos();
        while (balancers.values().stream().anyMatch(balancer -> balancer.uses(instance))
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    static void admit(Map<String, AdminApi> balancers, String instance) {
        balancers.values().iterator().next().tell(instance, "admit");
    }

    private void tell(String instance, String what) {
        call("POST", "/ops/instances/" + instance + "/" + what, token(), "");
    }

    private boolean uses(String instance) {
        for (JsonNode item : instances()) {
            if (item.path("name").asText().equals(instance)
                    && (item.path("state").asText().equals("UP")
                            || item.path("inFlight").asInt() > 0)) {
                return true;
            }
        }
        return false;
    }

    private String token() {
        if (token.get() == null) {
            token.set(login());
        }
        return token.get();
    }

    private String login() {
        try {
            String body = JSON.writeValueAsString(
                    Map.of("email", Secrets.ADMIN_EMAIL, "password", home.secret(Secrets.ADMIN_PASSWORD)));
            return call("POST", "/auth/tokens", null, body).path("accessToken").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode call(String method, String path, String token, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(15))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null && !body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new Failure("the balancer answers " + response.statusCode() + " to " + method + " " + path);
            }
            return response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body());
        } catch (IOException e) {
            throw new Failure("the balancer at " + base + " does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }
}
