package dev.pesto.commons.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The files of a keys directory. */
public final class KeyFiles {

    /** Public access-token keys, a JWK set. */
    public static final String PUBLIC = "jwks.json";
    /** Private access-token keys, a JWK set whose first key signs; a second one has been announced. For user-war only. */
    public static final String SIGNING = "signing.jwks.json";
    /** Public keys of all services, a JWK set with the service's name as key id. */
    public static final String SERVICES = "services.jwks.json";
    /** Secret of the list cursors, the same on all instances. */
    public static final String CURSOR = "cursor.key";
    /** Secret of the refresh successors, for user-war only. */
    public static final String REFRESH = "refresh.key";
    /** Secret of the session tags in refresh tokens, for user-war and the balancer. */
    public static final String SESSION = "session.key";

    private static final List<String> SERVICE_NAMES = List.of("balancer", "user", "product", "order");
    private static final int RSA_BITS = 2048;
    private static final SecureRandom RANDOM = new SecureRandom();

    private KeyFiles() {}

    /** Private key of one service, a JWK. */
    public static String ofService(String service) {
        return "service-" + service + ".jwk.json";
    }

    /** Makes whatever is missing in the directory; leaves what is there. */
    public static void create(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        if (!Files.exists(directory.resolve(SIGNING))) {
            JWKSet signing = new JWKSet(newKey(newKeyId()));
            write(directory.resolve(SIGNING), signing.toString(false));
            write(directory.resolve(PUBLIC), signing.toString(true));
        }
        if (!Files.exists(directory.resolve(SERVICES))) {
            List<JWK> keys = new ArrayList<>();
            for (String service : SERVICE_NAMES) {
                RSAKey key = newKey(service);
                write(directory.resolve(ofService(service)), key.toJSONString());
                keys.add(key.toPublicJWK());
            }
            write(directory.resolve(SERVICES), new JWKSet(keys).toString(true));
        }
        for (String secret : List.of(CURSOR, REFRESH, SESSION)) {
            if (!Files.exists(directory.resolve(secret))) {
                byte[] bytes = new byte[32];
                RANDOM.nextBytes(bytes);
                write(
                        directory.resolve(secret),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            }
        }
    }

    /** A JWK set; an unreadable file is the operator's mistake and says which. */
    public static JWKSet readSet(Path file) {
        try {
            return JWKSet.parse(Files.readString(file));
        } catch (IOException | ParseException e) {
            throw new IllegalStateException(
                    "keys: cannot read " + file + "; set pesto.keys.directory to a directory made at install", e);
        }
    }

    /** A single JWK. */
    public static RSAKey readKey(Path file) {
        try {
            return RSAKey.parse(Files.readString(file));
        } catch (IOException | ParseException e) {
            throw new IllegalStateException(
                    "keys: cannot read " + file + "; set pesto.keys.directory to a directory made at install", e);
        }
    }

    /** The 32 bytes of a secret. */
    public static byte[] readSecret(Path file) {
        try {
            return Base64.getUrlDecoder().decode(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "keys: cannot read " + file + "; set pesto.keys.directory to a directory made at install", e);
        }
    }

    static String newKeyId() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static RSAKey newKey(String keyId) {
        try {
            return new RSAKeyGenerator(RSA_BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyID(keyId)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whole or not at all, and never readable by others, not even for a moment. */
    static void write(Path file, String content) throws IOException {
        Path part = Files.createTempFile(
                file.getParent(),
                "part",
                null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(part, content.getBytes(StandardCharsets.UTF_8));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
