package dev.pesto.balancer.routing.boundary;

import dev.pesto.balancer.routing.control.Forwarder;
import dev.pesto.balancer.routing.control.Patience;
import dev.pesto.balancer.routing.control.Tries;
import dev.pesto.balancer.routing.entity.Networks;
import dev.pesto.balancer.routing.entity.RequestPath;
import dev.pesto.balancer.routing.entity.TrustedProxies;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Before anything else: sends to the front door what must not reach the server's own servlets. The container maps a request by a path of its own reading, so that
 * {@code /api/v1/../../metrics} would reach the metrics; those the server writes for whoever asks, and health would answer TRACE with what it was sent.
 */
@WebFilter(urlPatterns = "/*")
public class PathGuard extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger("dev.pesto.balancer");
    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final Set<String> HEALTH = Set.of("/health/live", "/health/ready", "/health/started");

    private final transient RawPaths rawPaths = new RawPaths();

    private transient Networks metricsReaders;

    @Inject
    private transient Tries tries;

    @Inject
    private transient Patience patience;

    @Inject
    @ConfigProperty(name = "pesto.balancer.metrics-from", defaultValue = " ")
    private String metricsFrom;

    @Override
    public void init() {
        metricsReaders = new Networks("pesto.balancer.metrics-from", metricsFrom);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (RawPaths.isAbandoned(request)) {
            return;
        }
        rawPaths.watch(request);
        response.setHeader("X-Content-Type-Options", "nosniff");
        // The server leaves it out, save of some of its own refusals; whoever answers and has a clock says when (RFC
        // 9110, 6.6.1).
        response.setDateHeader("Date", System.currentTimeMillis());
        String path = RawPaths.of(request);
        if (RequestPath.isOdd(path)
                || isClosed(path, request)
                || isClosed(request.getServletPath(), request)
                || request.getMethod().equals("TRACE")
                || (isHealth(request) && !READS.contains(request.getMethod()))) {
            getServletContext().getNamedDispatcher(FrontDoor.class.getName()).forward(request, response);
        } else if (isHealth(request)) {
            passOn(request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** The server would wait half a minute for a client that does not read what it wrote, and log a stack trace for one that has left. */
    private void passOn(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
        Optional<Patience.Place> place = patience.enter(TrustedProxies.network(request.getRemoteAddr()));
        long patient = place.isPresent() ? Forwarder.CALL_NANOS : Patience.TO_READ_NANOS;
        try (ServerConnection client = new ServerConnection(request)) {
            tries.bounded(() -> pass(request, response, chain), System.nanoTime() + patient, client::hangUp);
        } catch (IOException e) {
            LOG.log(Level.FINE, "a client has not read its answer", e);
        } finally {
            place.ifPresent(Patience.Place::close);
        }
    }

    private static void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            chain.doFilter(request, response);
            // Written here and not when the server is done with the request, for then nobody bounds it.
            response.flushBuffer();
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server would answer POST as GET, and fail on methods that it does not know. */
    private static boolean isHealth(HttpServletRequest request) {
        return request.getServletPath().startsWith("/health");
    }

    private boolean isClosed(String path, HttpServletRequest request) {
        if (path.equals("/metrics") || path.startsWith("/metrics/")) {
            return !metricsReaders.contains(request.getRemoteAddr());
        }
        if (path.startsWith("/health/")) {
            // The server answers whatever follows with the whole health.
            return !HEALTH.contains(path);
        }
        return path.startsWith("/internal/") || path.startsWith("/openapi/");
    }

    @Override
    public void destroy() {
        rawPaths.end();
    }
}
