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
    private final Refusal fault;

    Body(JsonNode json, Class<T> type) {
        this(json, type, null, null);
    }

    private Body(JsonNode json, Class<T> type, T read, Refusal fault) {
        this.json = json;
        this.type = type;
        this.read = read;
        this.fault = fault;
    }

    /** A body that is JSON and of no use, whatever record is wanted: each question is answered with the refusal. */
    static <T> Body<T> faulty(Refusal fault, Class<T> type) {
        return new Body<>(null, type, null, fault);
    }

    /** A body that needs no reading, for callers that are not HTTP. */
    public static <T> Body<T> of(T value) {
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) value.getClass();
        return new Body<>(Json.mapper().valueToTree(value), type, value, null);
    }

    /** The validated record; throws the 422 refusal with pointers. */
    public T value() {
        return read != null ? read : Validation.check(StrictReader.bind(json(), type));
    }

    /** The same after applying it to {@code current} as a merge patch (RFC 7396); throws the 422 refusal with pointers. */
    public T mergedInto(T current) {
        if (!json().isObject()) {
            throw Refusal.invalid("", "type", "a JSON object is needed");
        }
        return Validation.check(MergePatch.apply((ObjectNode) json(), current, type));
    }

    /** What the client sent, as a JSON value; throws the 422 refusal when it is none that could be kept. */
    public JsonNode json() {
        if (fault != null) {
            throw fault;
        }
        return json;
    }

    /** SHA-256 of the canonical form: equal for equal JSON values, whatever the order of members and the white space. */
    public byte[] hash() {
        return RequestHash.of(json());
    }
}
