package dev.pesto.commons.lists;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.commons.json.Json;
import dev.pesto.commons.keys.KeyFiles;
import dev.pesto.commons.keys.KeysDirectory;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyset cursors: the sort keys of the last row with an HMAC-SHA256 over them and the scope, the same on every instance. */
@ApplicationScoped
public class Cursors {

    private static final int TAG_BYTES = 16;

    private byte[] secret;

    @PostConstruct
    void load() {
        secret = KeyFiles.readSecret(KeysDirectory.path().resolve(KeyFiles.CURSOR));
    }

    /**
     * A cursor that only the same scope accepts.
     *
     * @param scope what the list is: caller where it matters, path, filters and sort
     * @param keys sort keys of the last row of the page, last of them unique; null is kept
     */
    public String encode(String scope, Object... keys) {
        try {
            List<String> texts = new ArrayList<>();
            for (Object key : keys) {
                texts.add(key == null ? null : key.toString());
            }
            byte[] payload = Json.mapper().writeValueAsBytes(texts);
            byte[] tag = tag(scope, payload);
            byte[] cursor = Arrays.copyOf(tag, TAG_BYTES + payload.length);
            System.arraycopy(payload, 0, cursor, TAG_BYTES, payload.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sort keys; throws 400 {@code invalid_cursor} for anything that {@link #encode} did not make for this scope. */
    public List<String> decode(String scope, String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length <= TAG_BYTES
                    || !Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(bytes)
                            .equals(cursor)) {
                throw invalid();
            }
            byte[] payload = Arrays.copyOfRange(bytes, TAG_BYTES, bytes.length);
            if (!MessageDigest.isEqual(tag(scope, payload), Arrays.copyOf(bytes, TAG_BYTES))) {
                throw invalid();
            }
            List<String> keys = new ArrayList<>();
            for (JsonNode key : Json.mapper().readTree(payload)) {
                keys.add(key.isNull() ? null : key.textValue());
            }
            return keys;
        } catch (IllegalArgumentException | IOException e) {
            throw invalid();
        }
    }

    private static Refusal invalid() {
        return new Refusal(
                CommonRefusal.INVALID_CURSOR,
                "after: use the next of a page of this very list, with the same filters and sort.");
    }

    private byte[] tag(String scope, byte[] payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(scope.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(payload), TAG_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
