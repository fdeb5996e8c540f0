package dev.pesto.commons.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Tells whether two requests with one idempotency key are the same: by JSON value, not by bytes. */
public final class RequestHash {

    private RequestHash() {}

    /** SHA-256 over the value with members sorted by name and numbers in one form. */
    public static byte[] of(JsonNode json) {
        StringBuilder canonical = new StringBuilder();
        write(json, canonical);
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(JsonNode json, StringBuilder out) {
        if (json.isObject()) {
            List<String> names = new ArrayList<>();
            json.fieldNames().forEachRemaining(names::add);
            Collections.sort(names);
            out.append('{');
            for (String name : names) {
                quote(name, out);
                out.append(':');
                write(json.get(name), out);
                out.append(',');
            }
            out.append('}');
        } else if (json.isArray()) {
            out.append('[');
            json.forEach(element -> {
                write(element, out);
                out.append(',');
            });
            out.append(']');
        } else if (json.isTextual()) {
            quote(json.textValue(), out);
        } else if (json.isNumber()) {
            BigDecimal number = json.decimalValue();
            // 1, 1.0 and 1e0 are one JSON number.
            out.append(number.signum() == 0 ? "0" : number.stripTrailingZeros().toString());
        } else {
            out.append(json.asText());
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
}
