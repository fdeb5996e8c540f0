package dev.pesto.balancer.operations.boundary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.balancer.operations.control.InstanceCalls;
import dev.pesto.balancer.operations.control.OpenApiMerge;
import dev.pesto.balancer.routing.control.Answer;
import dev.pesto.balancer.routing.control.LocalCall;
import dev.pesto.balancer.routing.entity.Api;
import dev.pesto.balancer.routing.entity.Operation;
import dev.pesto.commons.json.Json;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.util.List;

/** GET /openapi: the whole API as clients see it, in place of the server's own document. Once whole it is kept for ten seconds, since it costs three calls. */
@ApplicationScoped
public class OpenApiDocument implements LocalCall {

    private static final long KEPT_NANOS = 10_000_000_000L;

    private final OpenApiMerge merge = new OpenApiMerge(Json.mapper());

    @Inject
    private InstanceCalls instances;

    private byte[] document;
    private long made;

    @Override
    public boolean serves(Operation operation) {
        return operation.template().equals(Api.DOCUMENT);
    }

    @Override
    public Answer answer(Request request) {
        request.requireAccepted("application/json");
        return Answer.of(200, "application/json", document());
    }

    private synchronized byte[] document() {
        if (document == null || System.nanoTime() - made > KEPT_NANOS) {
            try {
                List<JsonNode> documents = instances.openApiDocuments();
                if (!instances.isWhole(documents)) {
                    // A client made from a part of it would lack calls without a word.
                    throw new Refusal(CommonRefusal.UNAVAILABLE, "A service has not told its part of the document yet.")
                            .header("Retry-After", "1");
                }
                document = Json.mapper().writeValueAsBytes(merge.merge(documents));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
            made = System.nanoTime();
        }
        return document;
    }
}
