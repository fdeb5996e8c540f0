package dev.pesto.payara.bench;

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
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** Tokens as user-war signs them, for callers who never logged in: thousands of accounts would take longer than the bench. */
final class AccessTokens {
    private final RSAKey key;
    private final RSASSASigner signer;

    AccessTokens(Path keys) {
        this.key = KeyFiles.readSet(keys.resolve(KeyFiles.SIGNING))
                .getKeys()
                .get(0)
                .toRSAKey();
        try {
            this.signer = new RSASSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each of a caller of its own. */
    List<String> make(int count) {
        List<String> tokens = new ArrayList<>();
        Instant now = Instant.now();
        for (int i = 0; i < count; i++) {
            tokens.add(make(now));
        }
        return tokens;
    }

    private String make(Instant now) {
        String subject = UUID.randomUUID().toString();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer("pesto")
                .audience("pesto-api")
                .subject(subject)
                .claim("upn", subject)
                .claim("groups", List.of("BUYER"))
                .claim("sid", "bench")
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
                .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
