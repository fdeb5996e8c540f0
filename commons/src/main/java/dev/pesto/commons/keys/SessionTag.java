package dev.pesto.commons.keys;

import dev.pesto.commons.ids.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The beginning of a refresh token: the session's id and its authentication code. Whoever has the key can tell the session of a token without a database, and
 * nobody else can make one up. It proves nothing beyond that: the secret follows it.
 */
public final class SessionTag {

    /** Characters of a tag. */
    public static final int LENGTH = 13 + 22;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int ID_CHARACTERS = 13;
    private static final int CODE_BYTES = 16;

    private final SecretKeySpec key;

    public SessionTag(byte[] key) {
        if (key.length < 32) {
            throw new IllegalArgumentException("the key has " + key.length + " bytes, 32 are needed");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    public String of(long sessionId) {
        return Ids.format(sessionId) + Base64.getUrlEncoder().withoutPadding().encodeToString(code(sessionId));
    }

    /** The session that a text beginning with a tag belongs to; empty when the tag is not one of ours. */
    public OptionalLong session(String text) {
        if (text.length() < LENGTH) {
            return OptionalLong.empty();
        }
        OptionalLong sessionId = Ids.parse(text.substring(0, ID_CHARACTERS));
        if (sessionId.isEmpty()) {
            return OptionalLong.empty();
        }
        // The whole text is compared, so that one session has one tag: the last character of base64 has bits to spare.
        byte[] expected = of(sessionId.getAsLong()).getBytes(StandardCharsets.US_ASCII);
        byte[] actual = text.substring(0, LENGTH).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, actual) ? sessionId : OptionalLong.empty();
    }

    private byte[] code(long sessionId) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Arrays.copyOf(
                    mac.doFinal(
                            ByteBuffer.allocate(Long.BYTES).putLong(sessionId).array()),
                    CODE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
