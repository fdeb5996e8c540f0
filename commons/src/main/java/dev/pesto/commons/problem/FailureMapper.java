package dev.pesto.commons.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Whatever no other mapper knows: a refusal wrapped by the container, a database that is away, or a failure of ours. */
@Provider
public class FailureMapper implements ExceptionMapper<Throwable> {

    @Context
    private UriInfo uri;

    @Override
    public Response toResponse(Throwable failure) {
        return answer(failure, uri);
    }

    static Response answer(Throwable failure, UriInfo uri) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return Problems.answer(refusal, uri);
            }
            if (cause instanceof WebApplicationException web) {
                return WebApplicationMapper.answer(web, uri);
            }
        }
        if (DatabaseLoss.isIn(failure)) {
            return Problems.answer(
                    new Refusal(CommonRefusal.UNAVAILABLE, "The database does not answer.").header("Retry-After", "1"),
                    uri);
        }
        return Problems.failure(failure, uri);
    }
}
