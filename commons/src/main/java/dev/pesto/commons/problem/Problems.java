package dev.pesto.commons.problem;

import dev.pesto.commons.http.Trace;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Turns refusals and failures into answers, and writes the one log line that each failure gets. */
public final class Problems {

    private static final Logger LOG = Logger.getLogger("dev.pesto.problems");

    private static final Set<RefusalType> BAD_TOKENS =
            Set.of(CommonRefusal.TOKEN_INVALID, CommonRefusal.TOKEN_EXPIRED, CommonRefusal.TOKEN_REVOKED);

    private Problems() {}

    /** The answer to a refusal. What a client can do a thousand times a second fills no log: who wants to see refusals asks for FINE. */
    public static Response answer(Refusal refusal, UriInfo uri) {
        String path = path(uri);
        LOG.log(level(refusal.type()), "refused {0} {1} {2} traceId={3}", new Object[] {
            String.valueOf(refusal.type().status()), refusal.type().code(), path, Trace.id()
        });
        Response.ResponseBuilder answer = response(Problem.of(refusal, path));
        refusal.headers().forEach(answer::header);
        if (refusal.type().status() == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, challenge(refusal.type()));
        }
        return answer.build();
    }

    private static Level level(RefusalType type) {
        if (type.status() < 500 || type == CommonRefusal.CONTENTION) {
            return Level.FINE;
        }
        return type.status() == 503 ? Level.INFO : Level.SEVERE;
    }

    /** The answer to a failure of ours: nothing of it is shown, all of it is in the log under the trace id. */
    public static Response failure(Throwable failure, UriInfo uri) {
        String path = path(uri);
        LOG.log(Level.SEVERE, failure, () -> "failed 500 " + path + " traceId=" + Trace.id());
        return response(Problem.of(
                        CommonRefusal.INTERNAL_ERROR,
                        "It is logged under the trace id. Repeat a keyed request with the same key.",
                        path))
                .build();
    }

    /** The {@code WWW-Authenticate} challenge of RFC 6750: a token is called bad where it is, and not where a password was. */
    public static String challenge(RefusalType type) {
        return BAD_TOKENS.contains(type) ? "Bearer error=\"invalid_token\"" : "Bearer";
    }

    private static Response.ResponseBuilder response(Problem problem) {
        return Response.status(problem.kind().status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem.json());
    }

    /** The path as the client sent it: without the context root of the instance. */
    private static String path(UriInfo uri) {
        return "/api/v1/"
                + (uri.getPath(false).startsWith("/") ? uri.getPath(false).substring(1) : uri.getPath(false));
    }
}
