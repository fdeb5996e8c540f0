package dev.pesto.commons.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.pesto.commons.http.Trace;
import dev.pesto.commons.json.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A problem document (RFC 9457).
 *
 * @param instance path of the request
 * @param members extension members, in order
 */
public record Problem(RefusalType kind, String detail, String instance, Map<String, Object> members) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** Where the page that explains a problem stands, followed by its code. */
    public static final String TYPE_PREFIX = "/api/v1/problems/";

    public static Problem of(Refusal refusal, String instance) {
        return new Problem(refusal.type(), refusal.getMessage(), instance, refusal.members());
    }

    public static Problem of(RefusalType kind, String detail, String instance) {
        return new Problem(kind, detail, instance, Map.of());
    }

    /** The document's JSON, in UTF-8. */
    public byte[] json() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", TYPE_PREFIX + kind.code());
        document.put("title", kind.title());
        document.put("status", kind.status());
        document.put("detail", detail);
        document.put("instance", instance);
        document.put("code", kind.code());
        document.put("traceId", Trace.id());
        document.putAll(members);
        try {
            return Json.mapper().writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
