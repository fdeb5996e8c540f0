package dev.pesto.balancer.limits.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.pesto.commons.keys.KeyFiles;
import dev.pesto.commons.keys.KeyRollover;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenVerifierTest {

    @TempDir
    Path keys;

    private final Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private TokenVerifier verifier;

    @BeforeEach
    void create() throws Exception {
        KeyFiles.create(keys);
        verifier = new TokenVerifier(keys.resolve(KeyFiles.PUBLIC), "pesto", "pesto-api", clock);
        verifier.refresh();
    }

    private String token(String audience, int secondsToLive) throws Exception {
        return token(audience, secondsToLive, 0);
    }

    private String token(String audience, int secondsToLive, int secondsToWait) throws Exception {
        RSAKey key = KeyFiles.readSet(keys.resolve(KeyFiles.SIGNING))
                .getKeys()
                .get(0)
                .toRSAKey();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.getKeyID())
                .type(JOSEObjectType.JWT)
                .build();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer("pesto")
                .audience(audience)
                .subject("somebody")
                .claim("groups", List.of("BUYER"))
                .notBeforeTime(Date.from(clock.instant().plusSeconds(secondsToWait)))
                .expirationTime(Date.from(clock.instant().plusSeconds(secondsToLive)))
                .build();
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(new RSASSASigner(key));
        return "Bearer " + jwt.serialize();
    }

    @Test
    @DisplayName("L1 only a good token has a subject: not an expired or early one, another's, a changed one, or none")
    void verifies() throws Exception {
        String good = token("pesto-api", 60);
        assertThat(verifier.verify(good))
                .get()
                .extracting(TokenVerifier.Token::subject)
                .isEqualTo("somebody");
        assertThat(verifier.verify(token("pesto-api", -1))).isEmpty();
        assertThat(verifier.verify(token("pesto-api", 60, 1))).isEmpty();
        assertThat(verifier.verify(token("other", 60))).isEmpty();
        assertThat(verifier.verify(good.substring(0, good.length() - 8) + "AAAAAAAA"))
                .isEmpty();
        assertThat(verifier.verify("Basic x")).isEmpty();
        String noKeyId = Base64URL.encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}").toString();
        assertThat(verifier.verify("Bearer " + noKeyId + good.substring(good.indexOf('.'))))
                .isEmpty();
        assertThat(verifier.verify("Bearer " + Base64URL.encode("null") + good.substring(good.indexOf('.'))))
                .isEmpty();
        assertThat(verifier.verify(null)).isEmpty();
    }

    @Test
    @DisplayName("L1 a token that was good is no longer when its key is withdrawn")
    void withdrawn() throws Exception {
        String token = token("pesto-api", 60);
        assertThat(verifier.verify(token)).isPresent();
        KeyRollover.activate(keys, KeyRollover.announce(keys, Instant.now()), Instant.now());
        KeyRollover.retire(keys, Instant.now());
        Files.setLastModifiedTime(
                keys.resolve(KeyFiles.PUBLIC), FileTime.from(Instant.now().plusSeconds(5)));
        verifier.refresh();
        assertThat(verifier.verify(token)).isEmpty();
        assertThat(verifier.verify(token("pesto-api", 60))).isPresent();
    }
}
