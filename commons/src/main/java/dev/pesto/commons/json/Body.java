package dev.pesto.commons.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pesto.commons.problem.Refusal;

/**
 * A request body that is known to be JSON and is read as {@code T} only when asked. The order of refusals needs this: a row that does not exist (404)
 * and a stale version (412) are told before a member that makes no sense (422).
 */
public final class Body<T> {

    private final JsonNode json;
    private final Class<T> type;
    private final T read;

    Body(JsonNode json, Class<T> type) {
        this.json = json;
        this.type = type;
        this.read = null;
    }

    private Body(T read, Class<T> type) {
        this.json = Json.mapper().valueToTree(read);
        this.type = type;
        this.read = read;
    }

    /** A body that needs no reading, for callers that are not HTTP. */
    public static <T> Body<T> of(T value) {
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) value.getClass();
        return new Body<>(value, type);
    }

    /** The validated record; throws the 422 refusal with pointers. */
    public T value() {
        return read != null ? read : Validation.check(StrictReader.bind(json, type));
    }

    /** The same after applying it to {@code current} as a merge patch (RFC 7396); throws the 422 refusal with pointers. */
    public T mergedInto(T current) {
        if (!json.isObject()) {
            throw Refusal.invalid("", "type", "a JSON object is needed");
        }
        return Validation.check(MergePatch.apply((ObjectNode) json, current, type));
    }

    /** What the client sent, as a JSON value. */
    public JsonNode json() {
        return json;
    }

    /** SHA-256 of the canonical form: equal for equal JSON values, whatever the order of members and the white space. */
    public byte[] hash() {
        return RequestHash.of(json);
    }
}
