package dev.pesto.commons.http;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;

/** The {@code Idempotency-Key} header: 1 to 255 visible ASCII characters. */
public final class IdempotencyKey {

    public static final String HEADER = "Idempotency-Key";

    private IdempotencyKey() {}

    /** The key of this request; throws 400 {@code idempotency_key_required} when there is none that can be used. */
    public static String required(HttpHeaders headers) {
        List<String> values = headers.getRequestHeader(HEADER);
        if (values == null || values.size() != 1 || !isValid(values.get(0))) {
            throw new Refusal(
                    CommonRefusal.IDEMPOTENCY_KEY_REQUIRED,
                    "Send one Idempotency-Key of 1 to 255 visible ASCII characters, new for each new request and the same when repeating it.");
        }
        return values.get(0);
    }

    public static boolean isValid(String key) {
        return key != null
                && !key.isEmpty()
                && key.length() <= 255
                && key.chars().allMatch(c -> c >= 0x21 && c <= 0x7E);
    }
}
