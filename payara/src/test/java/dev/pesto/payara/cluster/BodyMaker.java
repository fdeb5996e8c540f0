package dev.pesto.payara.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes bodies, as text, that resemble what a schema of the API document asks for; most are wrong in one place or several. */
final class BodyMaker {
    /** JSON values that break what was not thought of: beyond every bound, of every other type, text that no column holds. */
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1.5",
            "1e2",
            "2147483648",
            "9007199254740992",
            "9223372036854775808",
            "1e400",
            "-0",
            "\"\"",
            "\" \"",
            "\"5\"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\uD83C\uDF3F\"",
            "\"\\u202e\"",
            "\"4111 1111 1111 1111\"",
            "\"' OR '1'='1\"",
            "\"\\\"; DROP TABLE account\"",
            "\"%s%n${jndi:ldap://x}\"",
            "[]",
            "{}",
            "[[[]]]",
            "{\"a\":{\"b\":[]}}",
            '"' + "x".repeat(5000) + '"',
            '"' + "\uD83C\uDF3F".repeat(300) + '"',
            "[".repeat(40) + "]".repeat(40),
            IntStream.range(0, 500).mapToObj(i -> "{}").collect(Collectors.joining(",", "[", "]")));

    private static final List<String> WHOLE = List.of(
            "",
            "null",
            "[]",
            "\"text\"",
            "1",
            "{",
            "{\"a\":}",
            "{\"a\":1,\"a\":2}",
            "{} {}",
            "nul",
            "\u0000",
            "{\"a\":".repeat(2000) + "1" + "}".repeat(2000),
            "[".repeat(100_000));

    private final ApiDocument document;
    private final SplittableRandom random;

    BodyMaker(ApiDocument document, long seed) {
        this.document = document;
        this.random = new SplittableRandom(seed);
    }

    String body(ApiDocument.Operation operation) {
        if (random.nextInt(8) == 0) {
            return any(WHOLE);
        }
        JsonNode schema =
                operation.json().at("/requestBody/content").elements().next().path("schema");
        return value(document.resolve(schema), 0);
    }

    private String value(JsonNode schema, int depth) {
        if (depth > 0 && random.nextInt(5) == 0) {
            return any(ODD);
        }
        if (schema.has("enum")) {
            return schema.path("enum")
                    .get(random.nextInt(schema.path("enum").size()))
                    .toString();
        }
        if (schema.has("example") && random.nextBoolean()) {
            return schema.path("example").toString();
        }
        return switch (schema.path("type").asText("object")) {
            case "object" -> object(schema, depth);
            case "array" -> "[" + value(document.resolve(schema.path("items")), depth + 1) + "]";
            case "integer", "number" -> Long.toString(random.nextLong(-5, 2000));
            case "boolean" -> Boolean.toString(random.nextBoolean());
            default -> "\"text " + random.nextInt(100) + "\"";
        };
    }

    private String object(JsonNode schema, int depth) {
        StringBuilder object = new StringBuilder("{");
        for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
            if (random.nextInt(6) > 0) {
                add(object, member.getKey(), value(document.resolve(member.getValue()), depth + 1));
            }
        }
        if (random.nextInt(4) == 0) {
            add(
                    object,
                    any(List.of("id", "role", "version", "accountId", "merchantId", "status", "__proto__", "@type")),
                    any(ODD));
        }
        return object.append('}').toString();
    }

    private static void add(StringBuilder object, String name, String value) {
        object.append(object.length() > 1 ? "," : "")
                .append('"')
                .append(name)
                .append("\":")
                .append(value);
    }

    private String any(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
