package dev.pesto.commons.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pesto.commons.problem.FieldError;
import dev.pesto.commons.problem.Refusal;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that is wrong with a JSON value that is not of its record's form. Jackson stops at the first member it cannot read; here each is read alone, and
 * those that can be read are validated together, as if the others were not there.
 */
final class MemberFaults {

    private final List<FieldError> found = new ArrayList<>();

    private MemberFaults() {}

    /** The refusal that names them, in the order of their pointers. */
    static Refusal refusal(JsonNode json, Class<?> type) {
        MemberFaults faults = new MemberFaults();
        JsonNode readable = faults.readable(json, Json.mapper().getTypeFactory().constructType(type), "");
        return Refusal.invalid(Stream.concat(faults.found.stream(), faults.ofTheRest(readable, type))
                .sorted(Validation.BY_POINTER)
                .toList());
    }

    /** What can be read of a value, for a record without the members that cannot; null when nothing can. */
    private JsonNode readable(JsonNode json, JavaType type, String pointer) {
        if (json instanceof ObjectNode object && type.getRawClass().isRecord()) {
            ObjectNode readable = Json.mapper().createObjectNode();
            Map<String, JavaType> members = members(type);
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                String name = member.getKey();
                String at = pointer + "/" + StrictReader.escape(name);
                if (members.containsKey(name)) {
                    readable.set(name, readable(member.getValue(), members.get(name), at));
                } else {
                    found.add(new FieldError(at, "unknown_member", "there is no such member"));
                }
            }
            return readable;
        }
        if (json instanceof ArrayNode array && type.isCollectionLikeType()) {
            ArrayNode readable = Json.mapper().createArrayNode();
            for (int i = 0; i < array.size(); i++) {
                readable.add(readable(array.get(i), type.getContentType(), pointer + "/" + i));
            }
            return readable;
        }
        try {
            Json.mapper().treeToValue(json, type);
            return json;
        } catch (JsonProcessingException e) {
            found.add(new FieldError(pointer, "type", "the value is not of the right kind or range"));
            return null;
        }
    }

    /** Violated constraints of the members that can be read: one that cannot is missing for this reason alone. */
    private Stream<FieldError> ofTheRest(JsonNode readable, Class<?> type) {
        if (readable == null) {
            return Stream.empty();
        }
        Set<String> named = found.stream().map(FieldError::pointer).collect(Collectors.toSet());
        try {
            return Validation.errors(Json.mapper().treeToValue(readable, type)).stream()
                    .filter(error -> !named.contains(error.pointer()));
        } catch (JsonProcessingException e) {
            return Stream.of(new FieldError("", "type", "the members do not go together"));
        }
    }

    private static Map<String, JavaType> members(JavaType type) {
        Map<String, JavaType> members = new HashMap<>();
        for (RecordComponent component : type.getRawClass().getRecordComponents()) {
            members.put(name(component), Json.mapper().getTypeFactory().constructType(component.getGenericType()));
        }
        return members;
    }

    /** The member's name in JSON: that of the record, unless it says otherwise, as where it would be a word of Java. */
    static String name(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? component.getName() : named.value();
    }
}
