package dev.pesto.sql.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.pesto.commons.keys.KeyFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Tokens as user-war and the services make them, signed with the keys of the test. */
public final class Tokens {
    private Tokens() {}

    /** An access token of somebody in a session of its own. */
    public static String access(String subject, String role) {
        return access(subject, role, subject, Duration.ofMinutes(10));
    }

    /** An access token in a named session; a negative life makes one that has expired. */
    public static String access(String subject, String role, String session, Duration life) {
        return access(subject, role, session, life, claims -> claims);
    }

    private static String access(
            String subject, String role, String session, Duration life, UnaryOperator<JWTClaimsSet.Builder> change) {
        RSAKey key = KeyFiles.readSet(keys().resolve(KeyFiles.SIGNING))
                .getKeys()
                .get(0)
                .toRSAKey();
        JWTClaimsSet.Builder claims = claims("pesto", "pesto-api", life)
                .subject(subject)
                .claim("upn", subject + "@pesto.example")
                .claim("groups", List.of(role))
                .claim("sid", session);
        return sign(key, "JWT", change.apply(claims).build());
    }

    /** One that counts in a minute. */
    public static String early(String subject, String role) {
        Instant later = Instant.now().plusSeconds(60);
        return access(subject, role, subject, Duration.ofMinutes(10), claims -> claims.notBeforeTime(Date.from(later)));
    }

    /** Proof that a call comes from a service. */
    public static String service(String caller, String callee) {
        RSAKey key = KeyFiles.readKey(keys().resolve(KeyFiles.ofService(caller)));
        return sign(
                key,
                "pesto-service+jwt",
                claims(caller, callee, Duration.ofMinutes(1)).build());
    }

    private static JWTClaimsSet.Builder claims(String issuer, String audience, Duration life) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(life)));
    }

    private static String sign(RSAKey key, String type, JWTClaimsSet claims) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.getKeyID())
                .type(new JOSEObjectType(type))
                .build();
        SignedJWT jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    /** The directory of the keys that the WAR under test reads. */
    public static Path keys() {
        return WarOnPayara.running().keys();
    }
}
