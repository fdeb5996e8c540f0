package dev.pesto.user.access.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import dev.pesto.commons.keys.KeyFiles;
import dev.pesto.commons.keys.KeyRollover;
import dev.pesto.commons.keys.KeysDirectory;
import dev.pesto.commons.keys.SessionTag;
import dev.pesto.user.access.entity.RefreshLine;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The keys of {@code pesto.keys.directory}: what signs access tokens, what verifies them, what leads from one refresh token to the next (R2.12). */
@ApplicationScoped
public class Keys {

    private static final Logger LOG = Logger.getLogger(Keys.class.getName());

    /** A private key, ready to sign. */
    record Signing(String id, RSASSASigner signer) {}

    private KeyFile<Signing> signing;
    private KeyFile<Map<String, Object>> published;
    private KeyFile<RefreshLine> refresh;
    private KeyFile<SessionTag> sessionTag;

    @PostConstruct
    void open() {
        Path keys = KeysDirectory.path();
        signing = new KeyFile<>(keys.resolve(KeyFiles.SIGNING), Keys::first);
        published = new KeyFile<>(keys.resolve(KeyFiles.PUBLIC), Keys::publicOnly);
        refresh = new KeyFile<>(
                keys.resolve(KeyFiles.REFRESH),
                text -> new RefreshLine(Base64.getUrlDecoder().decode(text.strip())));
        sessionTag = new KeyFile<>(
                keys.resolve(KeyFiles.SESSION),
                text -> new SessionTag(Base64.getUrlDecoder().decode(text.strip())));
    }

    Signing signing() {
        return signing.get();
    }

    /** The JWKS as JSON; private members are dropped whatever the file holds. */
    public Map<String, Object> published() {
        return published.get();
    }

    /** Takes away public keys that have lived out (K3). A directory that cannot be written to, as a mounted secret, is its operator's to clean. */
    public void retire(Instant now) {
        try {
            List<String> gone = KeyRollover.retire(KeysDirectory.path(), now);
            if (!gone.isEmpty()) {
                LOG.log(Level.INFO, "retired signing keys {0}", gone);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "old signing keys stay published: {0}", e.toString());
        }
    }

    public RefreshLine refreshLine() {
        return refresh.get();
    }

    /** Marks the session of a refresh token. */
    public SessionTag sessionTag() {
        return sessionTag.get();
    }

    private static Signing first(String jwks) {
        try {
            RSAKey key = JWKSet.parse(jwks).getKeys().get(0).toRSAKey();
            return new Signing(key.getKeyID(), new RSASSASigner(key));
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("signing.jwks.json does not begin with an RSA key", e);
        }
    }

    private static Map<String, Object> publicOnly(String jwks) {
        try {
            return JWKSet.parse(jwks).toPublicJWKSet().toJSONObject();
        } catch (ParseException e) {
            throw new IllegalStateException("jwks.json is not a JWKS", e);
        }
    }
}
