package dev.pesto.balancer.routing.boundary;

import dev.pesto.balancer.routing.entity.RequestPath;
import dev.pesto.balancer.routing.entity.TraceParent;
import dev.pesto.commons.http.Trace;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Before anything else: refuses odd paths, as the client sent them. The container has already mapped the request by a path of its own reading, so that
 * {@code /api/v1/../../metrics} would reach the metrics. Those are closed at this door in any case: the server writes them for whoever asks.
 */
@WebFilter(urlPatterns = "/*")
public class PathGuard extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI();
        Refusal refusal = null;
        if (RequestPath.isOdd(path)) {
            refusal = new Refusal(
                    CommonRefusal.INVALID_PATH,
                    "The path has empty or dot segments, or characters that do not belong there.");
        } else if (isClosed(path) || isClosed(request.getServletPath())) {
            refusal = Refusal.notFound();
        }
        if (refusal == null) {
            chain.doFilter(request, response);
            return;
        }
        Trace.begin(TraceParent.of(request.getHeader("traceparent")));
        try {
            Outgoing.refuse(refusal, request, response);
        } finally {
            Trace.end();
        }
    }

    private static boolean isClosed(String path) {
        return path.equals("/metrics")
                || path.startsWith("/metrics/")
                || path.startsWith("/internal/")
                || path.startsWith("/openapi/");
    }
}
