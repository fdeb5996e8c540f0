package dev.pesto.commons.problem;

import dev.pesto.commons.http.Trace;
import dev.pesto.commons.keys.AccessTokens;
import jakarta.inject.Inject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The error page of every WAR. MicroProfile JWT answers a bad token before JAX-RS sees the request, with an HTML page and no challenge; this gives
 * it the problem document and the {@code WWW-Authenticate} of RFC 6750.
 */
@WebServlet(urlPatterns = "/internal/problem")
public class ProblemServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger("dev.pesto.problems");

    @Inject
    private transient AccessTokens accessTokens;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object error = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = error instanceof Integer number ? number : HttpServletResponse.SC_NOT_FOUND;
        Trace.begin(request.getHeader("traceparent"));
        try {
            CommonRefusal type = type(status, request);
            Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
            String path = path(request);
            if (type == CommonRefusal.INTERNAL_ERROR) {
                LOG.log(
                        Level.SEVERE,
                        failure instanceof Throwable t ? t : null,
                        () -> "failed 500 " + path + " traceId=" + Trace.id());
            }
            byte[] body = Problem.of(type, type.title() + ".", path).json();
            response.setStatus(type.status());
            response.setContentType(Problem.MEDIA_TYPE);
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Content-Type-Options", "nosniff");
            if (type.status() == 401) {
                response.setHeader("WWW-Authenticate", Problems.challenge(type));
            }
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        } finally {
            Trace.end();
        }
    }

    private CommonRefusal type(int status, HttpServletRequest request) {
        return switch (status) {
            case 401 -> accessTokens.whyRefused(request.getHeader("Authorization"));
            // Roles are asked for by JAX-RS filters, which answer by themselves: this is an internal servlet.
            case 403 -> CommonRefusal.SERVICE_TOKEN_REQUIRED;
            case 404 -> CommonRefusal.NOT_FOUND;
            // A servlet answers a method that it has never heard of with 501.
            case 405, 501 -> CommonRefusal.METHOD_NOT_ALLOWED;
            case 413 -> CommonRefusal.BODY_TOO_LARGE;
            case 503 -> CommonRefusal.UNAVAILABLE;
            default -> status < 500 ? CommonRefusal.BAD_REQUEST : CommonRefusal.INTERNAL_ERROR;
        };
    }

    private static String path(HttpServletRequest request) {
        Object uri = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String path = uri == null ? request.getRequestURI() : uri.toString();
        String context = request.getContextPath();
        return path.startsWith(context) ? path.substring(context.length()) : path;
    }
}
