package dev.pesto.commons.keys;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * A new signing key in place of the present one. Life of a key: announced (published, signs nothing yet), active (signs), living out (published with {@code exp}, signs nothing any
 * more), retired (gone). Between announcing and activating, every verifier must have read the published keys again; whoever calls this sees to it.
 */
public final class KeyRollover {

    private interface Step<T> {
        T take() throws IOException;
    }

    private KeyRollover() {}

    /**
     * Publishes a new key beside the present one. Called again before it is activated, it returns the same key.
     *
     * @return its key id
     * @throws IllegalStateException while the key before the present one lives out: two are valid at most
     */
    public static String announce(Path directory, Instant now) throws IOException {
        return alone(directory, () -> {
            List<JWK> signing =
                    KeyFiles.readSet(directory.resolve(KeyFiles.SIGNING)).getKeys();
            if (signing.size() > 1) {
                return signing.get(1).getKeyID();
            }
            for (JWK key : published(directory)) {
                if (key.getExpirationTime() != null && !hasLivedOut(key, now)) {
                    throw new IllegalStateException("the key before the present one lives out until "
                            + key.getExpirationTime().toInstant());
                }
            }
            RSAKey next = KeyFiles.newKey(KeyFiles.newKeyId());
            JWKSet both = new JWKSet(List.of(signing.get(0), next));
            KeyFiles.write(directory.resolve(KeyFiles.PUBLIC), both.toString(true));
            KeyFiles.write(directory.resolve(KeyFiles.SIGNING), both.toString(false));
            return next.getKeyID();
        });
    }

    /** The announced key signs from now on; the one before it verifies until {@code retired}, and its private half is forgotten. */
    public static void activate(Path directory, String keyId, Instant retired) throws IOException {
        alone(directory, () -> {
            JWKSet signing = KeyFiles.readSet(directory.resolve(KeyFiles.SIGNING));
            JWK next = signing.getKeyByKeyId(keyId);
            List<JWK> published = new ArrayList<>(List.of(next));
            for (JWK key : signing.getKeys()) {
                if (!key.equals(next)) {
                    published.add(new RSAKey.Builder(key.toRSAKey().toPublicJWK())
                            .expirationTime(Date.from(retired))
                            .build());
                }
            }
            KeyFiles.write(directory.resolve(KeyFiles.PUBLIC), new JWKSet(published).toString(true));
            KeyFiles.write(directory.resolve(KeyFiles.SIGNING), new JWKSet(next).toString(false));
            return keyId;
        });
    }

    /** Takes away what has lived out; returns the key ids. Cheap when there is nothing to do. */
    public static List<String> retire(Path directory, Instant now) throws IOException {
        if (published(directory).stream().noneMatch(key -> hasLivedOut(key, now))) {
            return List.of();
        }
        return alone(directory, () -> {
            List<JWK> kept = new ArrayList<>(published(directory));
            kept.removeIf(key -> hasLivedOut(key, now));
            List<String> gone = published(directory).stream()
                    .filter(key -> !kept.contains(key))
                    .map(JWK::getKeyID)
                    .toList();
            KeyFiles.write(directory.resolve(KeyFiles.PUBLIC), new JWKSet(kept).toString(true));
            return gone;
        });
    }

    private static boolean hasLivedOut(JWK key, Instant now) {
        return key.getExpirationTime() != null
                && !key.getExpirationTime().toInstant().isAfter(now);
    }

    private static List<JWK> published(Path directory) {
        return KeyFiles.readSet(directory.resolve(KeyFiles.PUBLIC)).getKeys();
    }

    /** Read, decide and write as one: the operator's command and every user-war may come at once. Locks a file of its own, since the others are replaced. */
    private static <T> T alone(Path directory, Step<T> step) throws IOException {
        try (FileChannel channel = FileChannel.open(
                directory.resolve("rollover.lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.lock();
            return step.take();
        }
    }
}
