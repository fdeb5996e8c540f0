package dev.pesto.commons.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.pesto.commons.identity.ServiceName;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signed proof that a call comes from one of our own services: RS256, issuer and key id = the caller, audience = the callee, valid 60 s. Made anew every 30 s
 * rather than for each call, and verified once for each token rather than for each call.
 */
@ApplicationScoped
public class ServiceTokens {

    public static final String HEADER = "Pesto-Service";
    private static final JOSEObjectType TYPE = new JOSEObjectType("pesto-service+jwt");
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Duration SKEW = Duration.ofSeconds(10);
    /** A handful of balancers makes a handful of tokens a minute; more than this is somebody trying. */
    private static final int VERIFIED_AT_MOST = 200;

    private record Verified(String caller, Instant until) {}

    private final Map<String, RenewedToken> made = new ConcurrentHashMap<>();
    private final Map<String, Verified> verified = new ConcurrentHashMap<>();

    @Inject
    private ServiceName self;

    private JWKSet services;
    private RSAKey own;

    @PostConstruct
    void load() {
        Path directory = KeysDirectory.path();
        services = KeyFiles.readSet(directory.resolve(KeyFiles.SERVICES));
        own = KeyFiles.readKey(directory.resolve(KeyFiles.ofService(self.value())));
    }

    /** The token for a call to another service. */
    public String to(String callee) {
        return made.computeIfAbsent(callee, unused -> new RenewedToken(now -> mint(own, callee, now), LIFE))
                .at(Instant.now());
    }

    /**
     * Which service made the token for this callee; empty when it is absent, false or out of date.
     *
     * @param token may be null
     */
    public Optional<String> caller(String token, String callee) {
        if (token == null || token.length() > 2000) {
            return Optional.empty();
        }
        Instant now = Instant.now();
        Verified known = verified.get(token);
        if (known == null) {
            known = verify(token, callee, services);
            if (known == null) {
                return Optional.empty();
            }
            if (verified.size() >= VERIFIED_AT_MOST) {
                verified.values().removeIf(entry -> entry.until.isBefore(now));
            }
            if (verified.size() < VERIFIED_AT_MOST) {
                verified.put(token, known);
            }
        }
        return known.until.isAfter(now) ? Optional.of(known.caller) : Optional.empty();
    }

    /** Makes a token with the key of the calling service; its key id is the issuer. */
    public static String mint(RSAKey caller, String callee, Instant now) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .type(TYPE)
                            .keyID(caller.getKeyID())
                            .build(),
                    new JWTClaimsSet.Builder()
                            .issuer(caller.getKeyID())
                            .audience(callee)
                            .issueTime(Date.from(now))
                            .expirationTime(Date.from(now.plus(LIFE)))
                            .build());
            jwt.sign(new RSASSASigner(caller));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Verified verify(String token, String callee, JWKSet services) {
        try {
            SignedJWT jwt = SentToken.read(token).orElse(null);
            if (jwt == null) {
                return null;
            }
            JWK key = services.getKeyByKeyId(jwt.getHeader().getKeyID());
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            boolean holds = key instanceof RSAKey rsa
                    && JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())
                    && TYPE.equals(jwt.getHeader().getType())
                    && key.getKeyID().equals(claims.getIssuer())
                    && List.of(callee).equals(claims.getAudience())
                    && claims.getExpirationTime() != null
                    && jwt.verify(new RSASSAVerifier(rsa));
            return holds
                    ? new Verified(
                            key.getKeyID(),
                            claims.getExpirationTime().toInstant().plus(SKEW))
                    : null;
        } catch (ParseException | JOSEException e) {
            return null;
        }
    }
}
