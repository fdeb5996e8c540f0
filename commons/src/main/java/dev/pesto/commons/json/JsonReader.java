package dev.pesto.commons.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;

/** Reads records, {@link Body}, and JSON values; the media type has been checked by then. */
@Provider
@Priority(1)
// Named, because JSON-B is the container's reader of these types and a reader of */* comes after it.
@Consumes({"application/json", "application/merge-patch+json"})
public class JsonReader implements MessageBodyReader<Object> {

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord() || type == Body.class || JsonNode.class.isAssignableFrom(type);
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream entity)
            throws IOException {
        Class<?> wanted = type;
        byte[] sent = arrived(entity);
        JsonNode json;
        try {
            json = StrictReader.parse(sent);
        } catch (Refusal refusal) {
            if (wanted != Body.class || refusal.type() != CommonRefusal.VALIDATION_FAILED) {
                throw refusal;
            }
            return Body.faulty(refusal, wanted(genericType));
        }
        if (json == null) {
            if (Arrays.stream(annotations).noneMatch(OptionalBody.class::isInstance)) {
                throw new Refusal(CommonRefusal.MALFORMED_JSON, "A JSON body is needed.");
            }
            json = Json.mapper().createObjectNode();
        }
        if (wanted == Body.class) {
            return new Body<>(json, wanted(genericType));
        }
        if (JsonNode.class.isAssignableFrom(wanted)) {
            if (wanted == ObjectNode.class && !json.isObject()) {
                throw Refusal.invalid("", "type", "a JSON object is needed");
            }
            return json;
        }
        return StrictReader.bind(json, wanted);
    }

    /** The record that a {@link Body} is read as. */
    private static Class<?> wanted(Type body) {
        return (Class<?>) ((ParameterizedType) body).getActualTypeArguments()[0];
    }

    /** Whoever stops in the middle of a body has broken it off, which is no failure of ours. */
    private static byte[] arrived(InputStream entity) {
        try {
            return entity.readAllBytes();
        } catch (IOException e) {
            throw new Refusal(CommonRefusal.BAD_REQUEST, "The body did not arrive as announced.");
        }
    }
}
