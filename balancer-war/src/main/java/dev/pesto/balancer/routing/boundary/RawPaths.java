package dev.pesto.balancer.routing.boundary;

import dev.pesto.balancer.routing.entity.RequestPath;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.HttpServerProbe;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.util.DataChunk;
import org.glassfish.grizzly.http.util.RequestURIRef;

/**
 * Shows odd paths to the front door before the server reads them in its own way: it resolves dot segments, and answers what it cannot decode, or a path that
 * ends in one, with an empty 200 or 400, no web application asked. An odd path is put aside and the request goes to the root, where {@link FrontDoor} refuses it
 * under the path it came with. Readiness is asked before any client is let in, so each listener is watched by then.
 */
final class RawPaths extends HttpServerProbe.Adapter {

    private static final String ATTRIBUTE = "dev.pesto.balancer.path";
    private static final String NAMELESS = "dev.pesto.balancer.nameless";
    private static final String ABANDONED = "dev.pesto.balancer.abandoned";

    private final Set<Integer> ports = ConcurrentHashMap.newKeySet();
    private final Set<HttpServerFilter> watched = ConcurrentHashMap.newKeySet();
    private final Set<FilterChain> chains = ConcurrentHashMap.newKeySet();
    private final UnreadableHeads unreadableHeads = new UnreadableHeads();
    private final UpgradeOffers upgradeOffers = new UpgradeOffers();

    /** The path as the client sent it. */
    static String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String path ? path : request.getRequestURI();
    }

    /** Whether the client named no host: the server fails on that before any web application is asked, and its answer is an empty 200. */
    static boolean isNameless(HttpServletRequest request) {
        return request.getAttribute(NAMELESS) != null;
    }

    /** Whether the client has left: it had sent this request ahead, and there is nobody to answer. */
    static boolean isAbandoned(HttpServletRequest request) {
        return request.getAttribute(ABANDONED) != null;
    }

    /** From now on for all requests of the listener that this one came through. */
    void watch(HttpServletRequest request) {
        if (!ports.contains(request.getLocalPort()) && ports.add(request.getLocalPort())) {
            ServerConnection.serverRequest(request).ifPresent(own -> {
                unreadableHeads.watch(own);
                FilterChain chain = own.getContext().getFilterChain();
                upgradeOffers.watch(chain);
                chains.add(chain);
                HttpServerFilter filter = own.getHttpFilter();
                filter.getMonitoringConfig().addProbes(this);
                watched.add(filter);
            });
        }
    }

    // The server's interface has the raw type.
    @SuppressWarnings("rawtypes")
    @Override
    public void onRequestReceiveEvent(HttpServerFilter filter, Connection connection, Request request) {
        DataChunk host = request.getRequest().serverName();
        if (host.isNull() || host.toString().isEmpty()) {
            request.setAttribute(NAMELESS, true);
            host.setString("nameless");
        }
        if (request.getMethod().equals(Method.CONNECT)) {
            // Else the server takes what follows for the tunnel, and keeps the connection although it says that it
            // closes it.
            request.getRequest().setExpectContent(false);
        }
        RequestURIRef uri = request.getRequest().getRequestURIRef();
        String path = uri.getURI();
        boolean abandoned = !connection.isOpen();
        if (abandoned) {
            request.setAttribute(ABANDONED, true);
        }
        boolean ended = abandoned || ServerConnection.hasEnded(connection);
        if (ended || RequestPath.isOdd(path)) {
            request.setAttribute(ATTRIBUTE, ended ? "" : path);
            uri.setURI("/");
        }
    }

    void end() {
        unreadableHeads.end();
        chains.forEach(upgradeOffers::end);
        watched.forEach(filter -> filter.getMonitoringConfig().removeProbes(this));
    }
}
