package dev.pesto.balancer.operations.boundary;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.pesto.balancer.operations.entity.ProblemPages;
import dev.pesto.balancer.routing.control.Answer;
import dev.pesto.balancer.routing.control.LocalCall;
import dev.pesto.balancer.routing.entity.Headers;
import dev.pesto.balancer.routing.entity.Operation;
import dev.pesto.commons.json.Json;
import dev.pesto.commons.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** GET /problems/{code}: a page for people, JSON for programs. */
@ApplicationScoped
public class ProblemPageCall implements LocalCall {

    private static final String HTML = "text/html";

    @Override
    public boolean serves(Operation operation) {
        return operation.template().endsWith("/problems/{id}");
    }

    @Override
    public Answer answer(Request request) {
        request.requireAccepted("application/json", HTML);
        request.refuseQuery();
        ProblemPages.Page page = ProblemPages.find(request.parameter()).orElseThrow(Refusal::notFound);
        if (isForPeople(request.accept())) {
            return Answer.chosen("text/html;charset=UTF-8", page.html().getBytes(StandardCharsets.UTF_8));
        }
        try {
            return Answer.chosen("application/json", Json.mapper().writeValueAsBytes(page));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A browser names HTML; a program that takes anything gets JSON. */
    private static boolean isForPeople(String accept) {
        return Headers.accepts(accept, HTML)
                && (!Headers.accepts(accept, "application/json")
                        || (accept != null && accept.toLowerCase(Locale.ROOT).contains(HTML)));
    }
}
