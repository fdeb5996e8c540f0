package dev.pesto.payara.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.pesto.payara.cluster.Api.Answer;
import dev.pesto.payara.cluster.ApiDocument.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds requests and answers against the API document, which has to name every member: only problem documents may have more than their schema says. */
final class ApiSchemas {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AT = "https://pesto.example/openapi";
    /** Absent where there is nothing to tell: on the last page, the first time, while a limit is off. */
    private static final Set<String> SOMETIMES = Set.of("Link", "Idempotent-Replayed", "RateLimit", "RateLimit-Policy");

    private final SchemaRegistry registry;

    ApiSchemas(ApiDocument document) {
        JsonNode strict = document.json().deepCopy();
        strict.at("/components/schemas").properties().forEach(schema -> {
            if (!schema.getKey().equals("Problem")) {
                close(schema.getValue());
            }
        });
        registry = SchemaRegistry.withDialect(
                Dialects.getOpenApi30(), builder -> builder.schemas(Map.of(AT, strict.toString())));
    }

    /** What the document does not say of this answer; empty when it says it all. */
    List<String> faults(Operation operation, Answer answer) {
        List<String> faults = new ArrayList<>();
        JsonNode response = operation.json().path("responses").path(Integer.toString(answer.status()));
        if (response.isMissingNode()) {
            return List.of("status " + answer.status() + " is not documented: " + answer.body());
        }
        response.path("headers").fieldNames().forEachRemaining(name -> {
            if (!SOMETIMES.contains(name) && answer.header(name).isEmpty() && !isRepeated(name, answer)) {
                faults.add("header " + name + " is absent");
            }
        });
        String type = answer.header("Content-Type").replaceFirst(";.*", "");
        JsonNode content = response.path("content");
        if (content.isMissingNode() ? !type.isEmpty() : !content.has(type)) {
            faults.add("media type " + type + " is not documented");
        } else if (content.has(type)) {
            faults.addAll(faults(content.path(type).path("schema"), answer.body()));
        }
        return faults;
    }

    List<String> faultsOfRequest(Operation operation, JsonNode body) {
        return faults(operation.json().at("/requestBody/content/application~1json/schema"), body);
    }

    private List<String> faults(JsonNode schema, JsonNode value) {
        try {
            JsonNode absolute = JSON.readTree(schema.toString().replace("\"#/", '"' + AT + "#/"));
            return registry
                    .getSchema(absolute)
                    .validate(value, context -> context.executionConfig(c -> c.formatAssertionsEnabled(true)))
                    .stream()
                    .map(Object::toString)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** A transition that was made before makes nothing now, and has no Location. */
    private static boolean isRepeated(String name, Answer answer) {
        return name.equals("Location") && answer.status() == 200;
    }

    private static void close(JsonNode schema) {
        if (schema.has("properties") && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
        schema.forEach(ApiSchemas::close);
    }
}
