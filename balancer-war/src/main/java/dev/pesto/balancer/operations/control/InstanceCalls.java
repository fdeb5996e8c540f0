package dev.pesto.balancer.operations.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pesto.balancer.instances.control.Fleet;
import dev.pesto.balancer.instances.entity.Endpoint;
import dev.pesto.balancer.instances.entity.Instance;
import dev.pesto.balancer.instances.entity.State;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;

/** The balancer's own calls to instances: rare, so on a small client apart from the forwarder's. */
public final class InstanceCalls {

    private static final Logger LOG = Logger.getLogger("dev.pesto.balancer");
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final List<String> SERVICES = List.of("user", "product", "order");

    private final Fleet fleet;
    private final UnaryOperator<String> serviceTokens;
    private final ObjectMapper json;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofMillis(500))
            .build();
    private final Map<String, JsonNode> lastDocuments = new ConcurrentHashMap<>();

    public InstanceCalls(Fleet fleet, UnaryOperator<String> serviceTokens, ObjectMapper json) {
        this.fleet = fleet;
        this.serviceTokens = serviceTokens;
        this.json = json;
    }

    /**
     * Asks the instance to say itself, through the registry, that it is draining: so the other balancers hear it too. An instance that does not
     * know the call is drained by this balancer alone.
     *
     * @return whether it knows now
     */
    public boolean announce(Instance instance, boolean drain) {
        Endpoint endpoint = instance.endpoint();
        String path = endpoint.contextRoot() + "/internal/" + (drain ? "drain" : "admit");
        try {
            int status = client.send(
                            request(endpoint, path)
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            LOG.info(() -> endpoint.name() + " " + path + ": " + status);
            return status == 204;
        } catch (IOException e) {
            LOG.warning(() -> endpoint.name() + " " + path + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** The documents of the services; of one that is down the last that is known, or none. */
    public List<JsonNode> openApiDocuments() {
        for (String service : SERVICES) {
            fleet.group(service).instances().stream()
                    .filter(instance -> instance.state(System.nanoTime()) == State.UP)
                    .findAny()
                    .flatMap(instance -> document(instance.endpoint()))
                    .ifPresent(document -> lastDocuments.put(service, document));
        }
        return List.copyOf(new java.util.TreeMap<>(lastDocuments).values());
    }

    /** Whether each service's document has been seen. */
    public boolean isWhole(List<JsonNode> documents) {
        return documents.size() == SERVICES.size();
    }

    private Optional<JsonNode> document(Endpoint endpoint) {
        try {
            HttpRequest request = request(endpoint, endpoint.contextRoot() + "/internal/openapi")
                    .build();
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return response.statusCode() == 200 ? Optional.of(json.readTree(response.body())) : Optional.empty();
        } catch (IOException e) {
            LOG.info(() -> "no OpenAPI document from " + endpoint.name() + ": " + e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private HttpRequest.Builder request(Endpoint endpoint, String path) {
        return HttpRequest.newBuilder(URI.create("http://" + endpoint.host() + ':' + endpoint.port() + path))
                .timeout(PATIENCE)
                .header("Pesto-Service", serviceTokens.apply(endpoint.service()));
    }
}
