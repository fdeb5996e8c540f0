package dev.pesto.balancer.operations.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pesto.balancer.routing.entity.Api;
import dev.pesto.balancer.routing.entity.Operation.Trait;
import dev.pesto.balancer.routing.entity.RouteTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes one OpenAPI document of those of the services: only what the public door lets through, under the paths of the door, each operation with its
 * security and the refusals that any call may meet.
 */
public final class OpenApiMerge {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    /** What the door itself answers to any call. */
    private static final Map<String, String> REFUSALS = Map.of(
            "429", "rate_limited; Retry-After tells when the next request passes",
            "502", "bad_upstream: the service broke off",
            "503", "no_upstream, unavailable, contention, draining; Retry-After tells when to try again",
            "504", "upstream_timeout: the service did not answer in time");

    private static final List<String> LIMIT_HEADERS = List.of("RateLimit-Policy", "RateLimit");
    /** The operations of the balancer itself, and what all operations share at the door. */
    private static final String OWN = "/dev/pesto/balancer/operations/openapi.json";

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
        List<JsonNode> all = new ArrayList<>(documents);
        all.add(own());
        for (JsonNode document : all) {
            document.path("paths").properties().forEach(path -> add(paths, path.getKey(), path.getValue()));
            document.path("components").properties().forEach(kind -> {
                ObjectNode target = components.withObjectProperty(kind.getKey());
                kind.getValue().properties().forEach(entry -> target.set(entry.getKey(), entry.getValue()));
            });
        }
        return merged;
    }

    private void add(ObjectNode paths, String path, JsonNode item) {
        int at = path.indexOf(Api.ROOT + '/');
        if (at < 0) {
            at = path.indexOf(Api.DOCUMENT);
        }
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
        if (open && !operation.has("security")) {
            // The writer of the documents leaves an empty list out; here it says that the call is open.
            operation.putArray("security");
        }
        ObjectNode responses = operation.withObjectProperty("responses");
        REFUSALS.forEach((status, description) -> refuse(responses, status, description));
        responses.forEach(response -> {
            ObjectNode headers = ((ObjectNode) response).withObjectProperty("headers");
            LIMIT_HEADERS.forEach(name -> headers.putObject(name).put("$ref", "#/components/headers/" + name));
        });
        return operation;
    }

    private static void refuse(ObjectNode responses, String status, String codes) {
        ObjectNode response = responses.withObjectProperty(status).put("description", codes);
        response.withObjectProperty("content")
                .withObjectProperty("application/problem+json")
                .withObjectProperty("schema")
                .put("$ref", "#/components/schemas/Problem");
        if (status.equals("429") || status.equals("503")) {
            response.withObjectProperty("headers")
                    .withObjectProperty("Retry-After")
                    .put("$ref", "#/components/headers/Retry-After");
        }
    }

    private JsonNode own() {
        try (InputStream document = OpenApiMerge.class.getResourceAsStream(OWN)) {
            return json.readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
