package dev.pesto.balancer.operations.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pesto.balancer.routing.entity.Api;
import dev.pesto.balancer.routing.entity.Operation.Trait;
import dev.pesto.balancer.routing.entity.RouteTable;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Makes one OpenAPI document of those of the services: only what the public door lets through, under the paths of the door, each operation with its
 * security and the refusals that any call may meet.
 */
public final class OpenApiMerge {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Map<String, String> SHARED = Map.of(
            "400", "The path, a header, a parameter or the JSON is not valid",
            "429", "The rate limit is used up; Retry-After tells when the next request passes",
            "502", "The service broke off",
            "503", "The service cannot answer now",
            "504", "The service did not answer in time");

    private final ObjectMapper json;
    private final RouteTable routes = Api.routes();

    public OpenApiMerge(ObjectMapper json) {
        this.json = json;
    }

    public ObjectNode merge(Collection<JsonNode> documents) {
        ObjectNode merged = json.createObjectNode().put("openapi", "3.0.3");
        merged.putObject("info")
                .put("title", "Pesto")
                .put("version", "1")
                .put("description", "A marketplace: products of many merchants, orders that are never oversold.");
        merged.putArray("servers").addObject().put("url", "/");
        ObjectNode paths = merged.putObject("paths");
        ObjectNode components = merged.putObject("components");
        for (JsonNode document : documents) {
            document.path("paths").properties().forEach(path -> add(paths, path.getKey(), path.getValue()));
            document.path("components").properties().forEach(kind -> {
                ObjectNode target = components.withObjectProperty(kind.getKey());
                kind.getValue().properties().forEach(entry -> target.set(entry.getKey(), entry.getValue()));
            });
        }
        describeProblem(components);
        return merged;
    }

    private void add(ObjectNode paths, String path, JsonNode item) {
        int at = path.indexOf(Api.ROOT + '/');
        if (at < 0 || !item.isObject()) {
            return;
        }
        String seen = path.substring(at);
        // Any value will do for a parameter: a literal segment never looks like this.
        routes.find(seen.replaceAll("\\{[^}]*}", "0")).ifPresent(resource -> {
            ObjectNode target = paths.withObjectProperty(seen);
            item.properties().forEach(member -> {
                String method = member.getKey();
                if (!METHODS.contains(method)) {
                    target.set(method, member.getValue());
                    return;
                }
                resource.operation(method.toUpperCase(java.util.Locale.ROOT))
                        .ifPresent(operation -> target.set(
                                method,
                                completed((ObjectNode) member.getValue().deepCopy(), operation.is(Trait.OPEN))));
            });
        });
    }

    private ObjectNode completed(ObjectNode operation, boolean open) {
        operation.remove("security");
        var security = operation.putArray("security");
        if (!open) {
            security.addObject().putArray("bearer");
        }
        ObjectNode responses = operation.withObjectProperty("responses");
        SHARED.forEach((status, description) -> respond(responses, status, description));
        if (!open) {
            respond(responses, "401", "No, a bad, an expired or a revoked access token");
            respond(responses, "403", "Another role is required");
        }
        return operation;
    }

    private static void respond(ObjectNode responses, String status, String description) {
        if (!responses.has(status)) {
            ObjectNode response = responses.putObject(status).put("description", description);
            response.putObject("content")
                    .putObject("application/problem+json")
                    .putObject("schema")
                    .put("$ref", "#/components/schemas/Problem");
        }
    }

    private static void describeProblem(ObjectNode components) {
        ObjectNode schemas = components.withObjectProperty("schemas");
        ObjectNode problem = schemas.putObject("Problem").put("type", "object");
        problem.put("description", "A problem document (RFC 9457); some codes have further members.");
        ObjectNode properties = problem.putObject("properties");
        properties.putObject("type").put("type", "string").put("format", "uri-reference");
        properties
                .putObject("status")
                .put("type", "integer")
                .put("minimum", 400)
                .put("maximum", 599);
        for (String member : new String[] {"title", "detail", "instance", "code", "traceId"}) {
            properties.putObject(member).put("type", "string");
        }
        var required = problem.putArray("required");
        for (String member : new String[] {"type", "title", "status", "code"}) {
            required.add(member);
        }
        components
                .withObjectProperty("securitySchemes")
                .putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT");
    }
}
