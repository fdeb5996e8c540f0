package dev.pesto.commons.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** JSON Merge Patch (RFC 7396) on the JSON form of a record. */
public final class MergePatch {

    private MergePatch() {}

    /**
     * Applies a patch to the members that may be changed.
     *
     * @param current the present values of exactly the members that a client may write
     * @return the patched record, read as strictly as any body but not yet validated
     */
    public static <T> T apply(ObjectNode patch, T current, Class<T> type) {
        ObjectNode target = Json.mapper().valueToTree(current);
        merge(target, patch);
        return StrictReader.bind(target, type);
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> member : patch.properties()) {
            JsonNode value = member.getValue();
            if (value.isNull()) {
                if (target.remove(member.getKey()) == null) {
                    // An unknown member stays, so that strict reading refuses it; a known absent one reads null as
                    // absent.
                    target.set(member.getKey(), value);
                }
            } else if (value.isObject()) {
                JsonNode inner = target.get(member.getKey());
                ObjectNode merged = inner instanceof ObjectNode object
                        ? object
                        : Json.mapper().createObjectNode();
                merge(merged, (ObjectNode) value);
                target.set(member.getKey(), merged);
            } else {
                target.set(member.getKey(), value);
            }
        }
    }
}
