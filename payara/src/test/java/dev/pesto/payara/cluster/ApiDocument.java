package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The merged OpenAPI document as the public door shows it. */
record ApiDocument(JsonNode json) {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /**
     * One call.
     *
     * @param path below {@code /api/v1}, with its parameters in braces
     * @param open whether the document says that no token is needed
     */
    record Operation(String method, String path, boolean open, JsonNode json) {
        boolean hasBody() {
            return json.has("requestBody");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Read again until every service has told its part: just after the start one may not have made it yet. */
    static ApiDocument read(String origin) throws IOException, InterruptedException {
        long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        ApiDocument document = ask(origin);
        while (!document.isWhole() && System.nanoTime() < until) {
            document = ask(origin);
        }
        assertThat(document.isWhole()).as("the API document has all services").isTrue();
        return document;
    }

    private boolean isWhole() {
        return Stream.of("users", "products", "orders")
                .allMatch(service -> json.path("paths").has("/api/v1/" + service));
    }

    private static ApiDocument ask(String origin) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(origin + "/openapi")).build(),
                        HttpResponse.BodyHandlers.ofString());
        return new ApiDocument(new ObjectMapper().readTree(answer.body()));
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        json.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(member -> {
                    if (METHODS.contains(member.getKey()) && path.getKey().startsWith("/api/v1/")) {
                        operations.add(new Operation(
                                member.getKey().toUpperCase(Locale.ROOT),
                                path.getKey().substring("/api/v1".length()).replaceAll("\\{[^}]*}", "{id}"),
                                member.getValue().path("security").isEmpty(),
                                member.getValue()));
                    }
                }));
        operations.sort(Comparator.comparing(Operation::path).thenComparing(Operation::method));
        return operations;
    }

    /** A schema with its reference followed. */
    JsonNode resolve(JsonNode schema) {
        String reference = schema.path("$ref").asText("");
        return reference.isEmpty() ? schema : json.at(reference.substring(1));
    }
}
