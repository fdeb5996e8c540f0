package dev.pesto.commons.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import dev.pesto.commons.problem.CommonRefusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.ParseException;
import java.time.Instant;

/** Why MicroProfile JWT refused a token: it says only that it did. */
@ApplicationScoped
public class AccessTokens {

    /**
     * Missing, expired (only when we did sign it), or invalid.
     *
     * @param authorization value of the header, may be null
     */
    public CommonRefusal whyRefused(String authorization) {
        if (authorization == null || authorization.isBlank()) {
            return CommonRefusal.TOKEN_MISSING;
        }
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return CommonRefusal.TOKEN_INVALID;
        }
        try {
            SignedJWT jwt = SentToken.read(authorization.substring(7).strip()).orElse(null);
            if (jwt == null) {
                return CommonRefusal.TOKEN_INVALID;
            }
            // Read each time: this is the rare path, and a rollover may have changed the file.
            JWK key = KeyFiles.readSet(KeysDirectory.path().resolve(KeyFiles.PUBLIC))
                    .getKeyByKeyId(jwt.getHeader().getKeyID());
            boolean ours = key instanceof RSAKey rsa
                    && JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())
                    && jwt.verify(new RSASSAVerifier(rsa));
            boolean expired = ours
                    && jwt.getJWTClaimsSet().getExpirationTime() != null
                    && jwt.getJWTClaimsSet().getExpirationTime().toInstant().isBefore(Instant.now());
            return expired ? CommonRefusal.TOKEN_EXPIRED : CommonRefusal.TOKEN_INVALID;
        } catch (ParseException | JOSEException e) {
            return CommonRefusal.TOKEN_INVALID;
        }
    }
}
