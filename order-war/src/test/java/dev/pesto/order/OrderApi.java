package dev.pesto.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.json.Json;
import dev.pesto.commons.keys.KeyFiles;
import dev.pesto.commons.keys.ServiceTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** The order service's HTTP interface as the balancer calls it, for any account. */
public final class OrderApi {

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;
    private final RSAKey signing;
    private final RSAKey balancer;

    /**
     * @param base address of the WAR's context root
     * @param keys the keys directory of the instance
     */
    public OrderApi(URI base, Path keys) {
        this.base = base;
        this.signing = KeyFiles.readSet(keys.resolve(KeyFiles.SIGNING))
                .getKeys()
                .get(0)
                .toRSAKey();
        this.balancer = KeyFiles.readKey(keys.resolve(KeyFiles.ofService("balancer")));
    }

    /** What came back. */
    public record Answer(int status, JsonNode body, HttpResponse<String> response) {
        public String text(String member) {
            return body.path(member).asText(null);
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }

    /** Someone who calls; with no role, nobody. */
    public record Person(String role, long id) {
        public static final Person NOBODY = new Person(null, 0);
    }

    public Answer get(Person person, String path) {
        return send(person, "GET", path, null, null);
    }

    public Answer post(Person person, String path, String json) {
        return send(person, "POST", path, json, null);
    }

    public Answer post(Person person, String path, String json, String key) {
        return send(person, "POST", path, json, key);
    }

    /** Sends a request below {@code /api/v1/}; body and key may be null. */
    public Answer send(Person person, String method, String path, String json, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/order/api/v1/" + path))
                .timeout(Duration.ofSeconds(20))
                .header(ServiceTokens.HEADER, ServiceTokens.mint(balancer, "order", Instant.now()));
        if (person.role() != null) {
            request.header("Authorization", "Bearer " + token(person));
        }
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        request.method(
                method,
                json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json));
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode body = response.body().isEmpty()
                    ? Json.mapper().missingNode()
                    : Json.mapper().readTree(response.body());
            return new Answer(response.statusCode(), body, response);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String token(Person person) {
        Instant now = Instant.now();
        String subject = Ids.format(person.id());
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID(signing.getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer("pesto")
                        .audience("pesto-api")
                        .subject(subject)
                        .claim("upn", subject)
                        .claim("groups", List.of(person.role()))
                        .claim("sid", subject)
                        .jwtID(Ids.format(OrderRows.id()))
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(600)))
                        .build());
        try {
            jwt.sign(new RSASSASigner(signing));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }
}
