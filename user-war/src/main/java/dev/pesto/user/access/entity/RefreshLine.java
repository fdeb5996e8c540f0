package dev.pesto.user.access.entity;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How one refresh token leads to the next: HMAC-SHA256 under a key of the server. Nobody else can take the step, and everybody who may takes the same one. */
public final class RefreshLine {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    public RefreshLine(byte[] key) {
        if (key.length < 32) {
            throw new IllegalArgumentException("the key has " + key.length + " bytes, 32 are needed");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    public RefreshToken successor(RefreshToken token) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(
                    ByteBuffer.allocate(Long.BYTES).putLong(token.sessionId()).flip());
            return new RefreshToken(token.sessionId(), mac.doFinal(token.secret()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
