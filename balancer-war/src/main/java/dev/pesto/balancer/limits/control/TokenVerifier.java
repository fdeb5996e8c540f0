package dev.pesto.balancer.limits.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.pesto.balancer.limits.entity.Bounded;
import dev.pesto.commons.keys.SentToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies access tokens against the key file, and remembers the good ones while they last: a verification costs about as much as forwarding does. The WARs
 * verify again; here it decides whose limit counts a request, and who may operate.
 */
public final class TokenVerifier {

    private static final int REMEMBERED = 20_000;
    private static final int LONGEST = 4096;

    private final Path keyFile;
    private final String issuer;
    private final String audience;
    private final Clock clock;
    private volatile Bounded<String, Token> good = new Bounded<>(REMEMBERED);
    private volatile Map<String, RSASSAVerifier> keys = Map.of();
    private volatile long loaded = -1;

    public TokenVerifier(Path keyFile, String issuer, String audience, Clock clock) {
        this.keyFile = keyFile;
        this.issuer = issuer;
        this.audience = audience;
        this.clock = clock;
    }

    /** A verified token. */
    public record Token(String subject, String session, List<String> groups, long expiresAt) {}

    /** Reads the keys again when their file has changed. */
    public void refresh() throws IOException {
        long modified = Files.getLastModifiedTime(keyFile).toMillis();
        if (modified == loaded) {
            return;
        }
        try {
            Map<String, RSASSAVerifier> read = new HashMap<>();
            for (JWK key : JWKSet.load(keyFile.toFile()).getKeys()) {
                if (key instanceof RSAKey rsa) {
                    read.put(key.getKeyID(), new RSASSAVerifier(rsa));
                }
            }
            keys = Map.copyOf(read);
            // What a withdrawn key has signed is no longer good.
            good = new Bounded<>(REMEMBERED);
            loaded = modified;
        } catch (ParseException | JOSEException e) {
            throw new IOException("not a JWK set: " + keyFile.getFileName(), e);
        }
    }

    public boolean hasKeys() {
        return !keys.isEmpty();
    }

    /** The token in an Authorization header; empty when there is none that is good. */
    public Optional<Token> verify(String authorization) {
        if (authorization == null
                || authorization.length() > LONGEST
                || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.empty();
        }
        String text = authorization.substring(7).strip();
        Token remembered = good.get(text);
        if (remembered == null) {
            remembered = parse(text);
            if (remembered == null) {
                return Optional.empty();
            }
            good.put(text, remembered);
        }
        return remembered.expiresAt() > clock.millis() ? Optional.of(remembered) : Optional.empty();
    }

    private Token parse(String text) {
        try {
            SignedJWT jwt = SentToken.read(text).orElse(null);
            if (jwt == null) {
                return null;
            }
            String keyId = jwt.getHeader().getKeyID();
            RSASSAVerifier key = keyId == null ? null : keys.get(keyId);
            if (key == null
                    || !JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())
                    || !JOSEObjectType.JWT.equals(jwt.getHeader().getType())
                    || !jwt.verify(key)) {
                return null;
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Long expires = claims.getDateClaim("exp") == null
                    ? null
                    : claims.getDateClaim("exp").toInstant().toEpochMilli();
            List<String> groups = claims.getStringListClaim("groups");
            boolean meant =
                    issuer.equals(claims.getIssuer()) && claims.getAudience().contains(audience);
            boolean early = claims.getNotBeforeTime() != null
                    && claims.getNotBeforeTime().toInstant().isAfter(clock.instant());
            if (!meant || early || expires == null || claims.getSubject() == null) {
                return null;
            }
            return new Token(
                    claims.getSubject(),
                    claims.getStringClaim("sid"),
                    groups == null ? List.of() : List.copyOf(groups),
                    expires);
        } catch (ParseException | JOSEException e) {
            return null;
        }
    }
}
