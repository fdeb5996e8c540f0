package dev.pesto.sql.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an API document must say of each operation and schema so that a client can be written from it alone. */
public final class ApiDocumentLint {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private final JsonNode document;
    private final List<String> findings = new ArrayList<>();

    private ApiDocumentLint(JsonNode document) {
        this.document = document;
    }

    /** The faults of the document that the build of a WAR wrote; empty when it is good. */
    public static List<String> ofThisModule() throws IOException {
        return of(new ObjectMapper().readTree(Files.readString(Path.of("target/api/openapi.json"))));
    }

    public static List<String> of(JsonNode document) {
        ApiDocumentLint lint = new ApiDocumentLint(document);
        lint.operations();
        lint.references(document);
        document.at("/components/schemas").properties().forEach(lint::schema);
        return lint.findings;
    }

    private void operations() {
        Set<String> ids = new HashSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        String where = operation.getKey() + " " + path.getKey();
                        operation(where, operation.getValue());
                        if (!ids.add(operation.getValue().path("operationId").asText())) {
                            findings.add(where + ": its operationId is another's or absent");
                        }
                    }
                }));
        if (ids.isEmpty()) {
            findings.add("there is no operation");
        }
    }

    private void operation(String where, JsonNode operation) {
        for (String member : new String[] {"operationId", "summary", "tags", "x-roles"}) {
            if (!operation.has(member)) {
                findings.add(where + ": no " + member);
            }
        }
        boolean open = operation.path("x-roles").isEmpty();
        if (open == operation.path("security").has(0)) {
            findings.add(where + ": roles and security contradict each other");
        }
        JsonNode responses = operation.path("responses");
        for (String status : open ? new String[] {"400", "500"} : new String[] {"400", "401", "403", "500"}) {
            if (!responses.has(status)) {
                findings.add(where + ": no " + status);
            }
        }
        if (where.contains("{") && !responses.has("404")) {
            findings.add(where + ": no 404");
        }
        boolean succeeds = false;
        for (Map.Entry<String, JsonNode> response : responses.properties()) {
            succeeds |= response.getKey().startsWith("2");
            response(where + " " + response.getKey(), response);
        }
        if (!succeeds) {
            findings.add(where + ": no success");
        }
        operation.at("/requestBody/content").forEach(content -> {
            if (!content.at("/schema/$ref").isTextual()) {
                findings.add(where + ": the body has no schema");
            }
        });
    }

    private void response(String where, Map.Entry<String, JsonNode> response) {
        int status = Integer.parseInt(response.getKey());
        JsonNode content = response.getValue().path("content");
        if (response.getValue().path("description").asText().isBlank()) {
            findings.add(where + ": no description");
        }
        if (status >= 400
                && !content.at("/application~1problem+json/schema/$ref")
                        .asText()
                        .endsWith("/Problem")) {
            findings.add(where + ": not a problem document");
        }
        if ((status == 200 || status == 201)
                && !content.at("/application~1json/schema").isObject()) {
            findings.add(where + ": no schema");
        }
    }

    private void references(JsonNode node) {
        String reference = node.path("$ref").asText();
        if (reference.startsWith("#") && document.at(reference.substring(1)).isMissingNode()) {
            findings.add(reference + " leads nowhere");
        }
        node.forEach(this::references);
    }

    private void schema(Map.Entry<String, JsonNode> schema) {
        JsonNode properties = schema.getValue().path("properties");
        schema.getValue().path("required").forEach(name -> {
            if (!properties.has(name.asText())) {
                findings.add(schema.getKey() + " requires " + name + ", which it has not");
            }
        });
        properties.properties().forEach(member -> {
            String type = member.getValue().path("type").asText();
            boolean tellsItself =
                    type.isEmpty() || type.equals("boolean") || type.equals("array") || type.equals("object");
            if (!tellsItself
                    && !member.getValue().has("example")
                    && !member.getValue().has("enum")) {
                findings.add(schema.getKey() + "." + member.getKey() + ": no example");
            }
        });
    }
}
