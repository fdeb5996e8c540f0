package dev.pesto.commons.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.FieldError;
import dev.pesto.commons.problem.Refusal;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a body in two steps: bytes to a JSON value (400, or 422 for doubled members and bad text), and the value to a record (422). */
final class StrictReader {

    /** The largest body that makes sense, an order of 100 lines, has 600 tokens. Each may be a fault, and each fault takes memory to tell. */
    static final int MOST_TOKENS = 10_000;

    private static final JsonFactory BODIES = limited(Json.mapper().getFactory());

    private StrictReader() {}

    private static JsonFactory limited(JsonFactory factory) {
        return factory.rebuild()
                .streamReadConstraints(factory.streamReadConstraints()
                        .rebuild()
                        .maxTokenCount(MOST_TOKENS)
                        .build())
                .build();
    }

    /** Returns null when there is no body at all. */
    static JsonNode parse(byte[] body) throws IOException {
        JsonNode json;
        try (JsonParser parser = BODIES.createParser(body)) {
            // UTF-16 and UTF-32 are guessed from the first bytes and read by another parser; JSON between systems is
            // UTF-8 (RFC 8259, 8.1).
            if (!(parser instanceof UTF8StreamJsonParser)) {
                throw notUtf8();
            }
            json = tree(parser);
        } catch (StreamReadException e) {
            if (e.getOriginalMessage() != null && e.getOriginalMessage().startsWith("Duplicate field")) {
                JsonParser parser = e.getProcessor();
                String pointer = parser == null
                        ? ""
                        : parser.getParsingContext().pathAsPointer().toString();
                requireJson(body);
                throw Refusal.invalid(pointer, "duplicate_member", "the member stands there twice");
            }
            throw malformed(e);
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (CharConversionException e) {
            throw notUtf8();
        }
        if (json == null || json.isMissingNode()) {
            return null;
        }
        List<FieldError> unstorable = new ArrayList<>();
        findUnstorableText(json, "", unstorable);
        if (!unstorable.isEmpty()) {
            throw Refusal.invalid(unstorable);
        }
        return json;
    }

    /** Refuses what is no JSON behind a doubled member, at which reading has stopped: 400 comes before 422. */
    private static void requireJson(byte[] body) throws IOException {
        try (JsonParser parser = BODIES.createParser(body)) {
            parser.disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            parser.nextToken();
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new Refusal(CommonRefusal.MALFORMED_JSON, "The body is more than one JSON value.");
            }
        } catch (StreamReadException e) {
            throw malformed(e);
        } catch (StreamConstraintsException e) {
            // Nested too deep or a number too long: that is 422 as well, and the doubled member came first.
            return;
        }
    }

    private static JsonNode tree(JsonParser parser) throws IOException {
        try {
            return Json.mapper().readTree(parser);
        } catch (StreamConstraintsException e) {
            // Where a number is too long is known; what is nested too deep would be named by a pointer just as deep.
            boolean number = String.valueOf(e.getOriginalMessage()).startsWith("Number");
            throw Refusal.invalid(
                    number ? parser.getParsingContext().pathAsPointer().toString() : "",
                    "too_complex",
                    "nested too deep, too many values, or a number or name too long");
        }
    }

    static <T> T bind(JsonNode json, Class<T> type) {
        if (json.isNull()) {
            throw Refusal.invalid("", "required", "a JSON object is needed");
        }
        try {
            return Json.mapper().treeToValue(json, type);
        } catch (JsonProcessingException e) {
            throw MemberFaults.refusal(json, type);
        }
    }

    private static Refusal notUtf8() {
        return new Refusal(CommonRefusal.MALFORMED_JSON, "JSON is sent in UTF-8.");
    }

    private static Refusal malformed(JsonProcessingException e) {
        String where = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        return new Refusal(CommonRefusal.MALFORMED_JSON, "The body cannot be read as JSON" + where + ".");
    }

    private static void findUnstorableText(JsonNode node, String pointer, List<FieldError> found) {
        if (node.isTextual() && !isStorable(node.textValue())) {
            found.add(unstorable(pointer));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                findUnstorableText(node.get(i), pointer + "/" + i, found);
            }
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                if (isStorable(member.getKey())) {
                    findUnstorableText(member.getValue(), pointer + "/" + escape(member.getKey()), found);
                } else {
                    found.add(unstorable(pointer));
                }
            }
        }
    }

    private static FieldError unstorable(String pointer) {
        return new FieldError(pointer, "text", "NUL and unpaired surrogates are not text");
    }

    private static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
