package dev.pesto.user.access.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.pesto.commons.ids.Ids;
import dev.pesto.user.accounts.entity.Account;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Signs access tokens as MicroProfile JWT wants them: {@code typ} JWT, RS256, {@code groups} for the role. */
@ApplicationScoped
public class TokenIssuer {

    @Inject
    private Keys keys;

    @Inject
    @ConfigProperty(name = "pesto.tokens.access", defaultValue = "PT10M")
    private Duration life;

    @Inject
    @ConfigProperty(name = "mp.jwt.verify.issuer", defaultValue = "pesto")
    private String issuer;

    @Inject
    @ConfigProperty(name = "mp.jwt.verify.audiences", defaultValue = "pesto-api")
    private List<String> audiences;

    public Duration life() {
        return life;
    }

    /** Throws when there is nothing to sign with. */
    public void requireKey() {
        keys.signing();
    }

    public String issue(Account account, long sessionId, Instant now) {
        Keys.Signing key = keys.signing();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audiences.get(0))
                .subject(Ids.format(account.id()))
                .claim("upn", account.email())
                .claim("groups", List.of(account.role().name()))
                .claim("sid", Ids.format(sessionId))
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(life)))
                .build();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.id())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(key.signer());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
