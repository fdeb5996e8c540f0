package dev.pesto.balancer.routing.boundary;

import dev.pesto.balancer.routing.control.Header;
import dev.pesto.balancer.routing.control.RequestBody;
import dev.pesto.balancer.routing.entity.Headers;
import dev.pesto.balancer.routing.entity.Operation;
import dev.pesto.balancer.routing.entity.TrustedProxies;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** A request as the client sent it, and what of it goes on to an instance. */
final class Incoming {

    private final HttpServletRequest request;
    private final boolean forwarded;
    private final String client;
    private final String traceparent;

    Incoming(HttpServletRequest request, TrustedProxies proxies, String traceparent) {
        this.request = request;
        this.traceparent = traceparent;
        String peer = request.getRemoteAddr();
        this.forwarded = proxies.contains(peer);
        this.client = forwarded ? proxies.client(peer, joined("X-Forwarded-For")) : peer;
    }

    String path() {
        return request.getRequestURI();
    }

    String method() {
        return request.getMethod();
    }

    String authorization() {
        return request.getHeader("Authorization");
    }

    /** The client's network, for limits that count addresses. */
    String network() {
        return TrustedProxies.network(client);
    }

    String target() {
        String query = request.getQueryString();
        return query == null ? path() : path() + '?' + query;
    }

    /** Two lengths: one hop may believe this one, the next the other, and a second request hides between them. */
    boolean isAmbiguous() {
        return request.getHeader("Transfer-Encoding") != null && request.getHeader("Content-Length") != null;
    }

    boolean isTooLarge() {
        return request.getContentLengthLong() > RequestBody.LIMIT;
    }

    RequestBody body() throws RequestBody.ClientFault {
        if (!Outgoing.hasBody(request)) {
            return RequestBody.NONE;
        }
        boolean chunked = request.getHeader("Transfer-Encoding") != null;
        try {
            return RequestBody.of(request.getInputStream(), chunked ? -1 : request.getContentLengthLong());
        } catch (RequestBody.ClientFault e) {
            throw e;
        } catch (IOException e) {
            throw new Refusal(CommonRefusal.BAD_REQUEST, "The body could not be read.");
        }
    }

    List<Header> headers(Operation operation) {
        Set<String> nominated = Headers.nominated(Collections.list(request.getHeaders("Connection")));
        List<Header> headers = new ArrayList<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            boolean dropped = operation.is(Operation.Trait.OPEN) && name.equalsIgnoreCase("Authorization");
            if (!dropped && Headers.passesToInstance(name, nominated)) {
                for (String value : Collections.list(request.getHeaders(name))) {
                    headers.add(new Header(name, value));
                }
            }
        }
        headers.add(new Header("X-Forwarded-For", client));
        headers.add(new Header("X-Forwarded-Proto", scheme()));
        headers.add(new Header("X-Forwarded-Host", host()));
        headers.add(new Header("traceparent", traceparent));
        return headers;
    }

    private String scheme() {
        String proto = forwarded ? request.getHeader("X-Forwarded-Proto") : null;
        return "https".equals(proto) || "http".equals(proto) ? proto : request.getScheme();
    }

    private String host() {
        String host = forwarded ? request.getHeader("X-Forwarded-Host") : null;
        if (!Headers.isHost(host)) {
            host = request.getHeader("Host");
        }
        return Headers.isHost(host) ? host : request.getLocalName() + ':' + request.getLocalPort();
    }

    private String joined(String name) {
        List<String> values = Collections.list(request.getHeaders(name));
        return values.isEmpty() ? null : String.join(",", values);
    }

    String header(String name) {
        return request.getHeader(name);
    }
}
