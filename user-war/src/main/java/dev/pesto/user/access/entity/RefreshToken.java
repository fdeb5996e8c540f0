package dev.pesto.user.access.entity;

import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.keys.SessionTag;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;

/** A refresh token: 256 secret bits, with the tag of the session they belong to in front, so that it can be found and counted. Opaque to clients. */
public final class RefreshToken {

    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final long sessionId;
    private final byte[] secret;

    RefreshToken(long sessionId, byte[] secret) {
        this.sessionId = sessionId;
        this.secret = secret.clone();
    }

    public static RefreshToken first(long sessionId) {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new RefreshToken(sessionId, secret);
    }

    /** Empty for anything that {@link #text} does not write. */
    public static Optional<RefreshToken> read(String text, SessionTag tags) {
        OptionalLong sessionId = tags.session(text);
        if (sessionId.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] secret = Base64.getUrlDecoder().decode(text.substring(SessionTag.LENGTH));
            return secret.length == SECRET_BYTES
                    ? Optional.of(new RefreshToken(sessionId.getAsLong(), secret))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public String text(SessionTag tags) {
        return tags.of(sessionId) + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    public long sessionId() {
        return sessionId;
    }

    byte[] secret() {
        return secret.clone();
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the secret, so that no log ever shows it. */
    @Override
    public String toString() {
        return "RefreshToken of session " + Ids.format(sessionId);
    }
}
