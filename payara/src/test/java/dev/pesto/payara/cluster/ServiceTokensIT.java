package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.pesto.commons.keys.KeyFiles;
import dev.pesto.commons.keys.ServiceTokens;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningCluster.class)
class ServiceTokensIT {
    private static final Map<String, String> PATHS = Map.of(
            "user", "/user/api/v1/users/me", "product", "/product/api/v1/products", "order", "/order/api/v1/orders");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    @DisplayName("an instance answers nobody but the balancer and its sisters: 403 service_token_required")
    void refusesStrangers(Started started) throws Exception {
        Path keys = started.cluster().home().keys();
        RSAKey balancer = KeyFiles.readKey(keys.resolve(KeyFiles.ofService("balancer")));
        RSAKey stranger = new RSAKeyGenerator(2048).keyID("balancer").generate();
        String buyer = started.api().register("BUYER");
        SoftAssertions softly = new SoftAssertions();
        for (Member member : started.state().members()) {
            String path = PATHS.get(member.service());
            if (path == null) {
                continue;
            }
            String other = member.service().equals("user") ? "order" : "user";
            Map<String, String> bad = new LinkedHashMap<>();
            bad.put("absent", null);
            bad.put("for another service", ServiceTokens.mint(balancer, other, Instant.now()));
            bad.put(
                    "out of date",
                    ServiceTokens.mint(balancer, member.service(), Instant.now().minusSeconds(75)));
            bad.put("of a stranger's key", ServiceTokens.mint(stranger, member.service(), Instant.now()));
            bad.put("a person's access token", buyer);
            bad.put("null for a head", "bnVsbA." + buyer.substring(buyer.indexOf('.') + 1));
            for (Map.Entry<String, String> token : bad.entrySet()) {
                softly.assertThat(ask(member, path, token.getValue(), buyer))
                        .as("%s, service token %s", member.name(), token.getKey())
                        .contains("403", "service_token_required");
            }
            String right = ServiceTokens.mint(balancer, member.service(), Instant.now());
            softly.assertThat(ask(member, path, right, buyer)).as(member.name()).startsWith("200");
        }
        softly.assertAll();
    }

    @Test
    @DisplayName("internal paths are not reached through the balancer, whatever token comes with the call")
    void internalPaths(Started started) throws Exception {
        Path keys = started.cluster().home().keys();
        RSAKey balancer = KeyFiles.readKey(keys.resolve(KeyFiles.ofService("balancer")));
        Member door = started.state().member("balancer-1").orElseThrow();
        String admin = started.api()
                .post(
                        "/auth/tokens",
                        null,
                        AccessMatrixIT.admin(started.cluster().home()))
                .expect(200)
                .path("accessToken")
                .asText();
        String token = ServiceTokens.mint(balancer, "order", Instant.now());
        for (String path : List.of(
                "/internal/drain",
                "/internal/problem",
                "/order/internal/drain",
                "/order/api/v1/orders",
                "/metrics",
                "/api/v1/internal/drain",
                "/api/v1/orders/internal",
                "/user/api/v1/users/me")) {
            assertThat(ask(door, path, token, admin)).as(path).startsWith("404");
        }
        for (String path : List.of(
                "/%69nternal/drain",
                "/INTERNAL/drain",
                "//internal/drain",
                "/./internal/drain",
                "/internal;x/drain",
                "/internal%2Fdrain",
                "/%2e/internal/drain",
                "/health/../internal/drain",
                "/api/v1/../../internal/drain",
                "/api/v1/%2E%2e/%2e%2E/internal/drain",
                "/api/v1/%252e%252e/%252e%252e/internal/drain",
                "/api/v1/..;/..;/internal/drain",
                "/api/v1/orders/..%2F..%2F..%2Finternal/drain",
                "/%6frder/internal/drain",
                "/order%2Finternal/drain",
                "/order;/internal/drain")) {
            assertThat(ask(door, path, token, admin)).as(path).matches("(?s)40[04] .*(invalid_path|not_found).*");
        }
    }

    private static String ask(Member member, String path, String serviceToken, String accessToken) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + member.port() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + accessToken);
        if (serviceToken != null) {
            request.header(ServiceTokens.HEADER, serviceToken);
        }
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
