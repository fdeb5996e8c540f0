package dev.pesto.payara.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.keys.KeyFiles;
import dev.pesto.commons.keys.KeyRollover;
import dev.pesto.commons.keys.ServiceTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Rolls the signing key of access tokens over while everything runs. The new key signs only when every instance has been seen to accept it: each is shown a token of the new key
 * that opens nothing, and says 403 instead of 401 as soon as it knows the key.
 */
public final class Rollover {
    /** Where an instance asks for the role after the token, by service; the balancer is one with MicroProfile JWT's opinion of its own. */
    private static final Map<String, String> ASKED = Map.of(
            "user", "/user/api/v1/users/me",
            "product", "/product/api/v1/categories",
            "order", "/order/api/v1/orders",
            "balancer", "/api/v1/ops/instances");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Clocks of instances differ, and user-war notices the new file after a second. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final Path keys;
    private final Progress progress;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    public Rollover(Path keys, Progress progress) {
        this.keys = keys;
        this.progress = progress;
    }

    /**
     * An instance that verifies access tokens.
     *
     * @param server scheme, host and port
     */
    public record Verifier(String name, String service, String server) {}

    /** What it came to: the key that signs now, and when the one before it goes. */
    public record Result(String keyId, Instant oldKeyRetired) {}

    /**
     * Returns when the new key signs.
     *
     * @param tokenLife how long access tokens live
     */
    public Result run(List<Verifier> verifiers, Duration tokenLife) {
        try {
            progress.step("announcing a new key");
            String keyId = KeyRollover.announce(keys, Instant.now());
            awaitKnown(verifiers, probe(keyId));
            Instant retired = Instant.now().plus(tokenLife).plus(MARGIN);
            KeyRollover.activate(keys, keyId, retired);
            progress.end("the key " + keyId + " signs now; the one before it is retired at " + retired);
            return new Result(keyId, retired);
        } catch (IllegalStateException e) {
            throw new Failure(e.getMessage(), e);
        } catch (IOException e) {
            throw new Failure("cannot write to " + keys + ": " + e.getMessage(), e);
        }
    }

    private void awaitKnown(List<Verifier> verifiers, String probe) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Verifier> waiting = new ArrayList<>(verifiers);
        while (true) {
            waiting.removeIf(verifier -> knows(verifier, probe));
            if (waiting.isEmpty()) {
                return;
            }
            List<String> names = waiting.stream().map(Verifier::name).toList();
            if (System.nanoTime() - deadline > 0) {
                throw new Failure(String.join(", ", names) + " did not take the new key within " + PATIENCE.toSeconds()
                        + " s: nothing signs with it yet, run this again when they answer");
            }
            progress.step("waiting for " + String.join(", ", names) + " to read it");
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
    }

    private boolean knows(Verifier verifier, String probe) {
        try {
            RSAKey balancer = KeyFiles.readKey(keys.resolve(KeyFiles.ofService("balancer")));
            HttpRequest request = HttpRequest.newBuilder(URI.create(verifier.server() + ASKED.get(verifier.service())))
                    .timeout(Duration.ofSeconds(5))
                    .header(ServiceTokens.HEADER, ServiceTokens.mint(balancer, verifier.service(), Instant.now()))
                    .header("Authorization", "Bearer " + probe)
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 403
                    && new ObjectMapper()
                            .readTree(response.body())
                            .path("code")
                            .asText()
                            .equals("role_required");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    /** A token of nobody, in no role and no session, good for two minutes. */
    private String probe(String keyId) {
        try {
            RSAKey key = KeyFiles.readSet(keys.resolve(KeyFiles.SIGNING))
                    .getKeyByKeyId(keyId)
                    .toRSAKey();
            Instant now = Instant.now();
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .type(JOSEObjectType.JWT)
                            .keyID(keyId)
                            .build(),
                    new JWTClaimsSet.Builder()
                            .issuer("pesto")
                            .audience("pesto-api")
                            .subject(Ids.format(1))
                            .claim("upn", "nobody")
                            .claim("sid", Ids.format(1))
                            .claim("groups", List.of())
                            .jwtID(UUID.randomUUID().toString())
                            .issueTime(Date.from(now))
                            .expirationTime(Date.from(now.plusSeconds(120)))
                            .build());
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
