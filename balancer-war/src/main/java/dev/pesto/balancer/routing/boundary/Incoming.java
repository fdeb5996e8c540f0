package dev.pesto.balancer.routing.boundary;

import dev.pesto.balancer.routing.control.Header;
import dev.pesto.balancer.routing.control.Patience;
import dev.pesto.balancer.routing.control.RequestBody;
import dev.pesto.balancer.routing.entity.Headers;
import dev.pesto.balancer.routing.entity.Operation;
import dev.pesto.balancer.routing.entity.TrustedProxies;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A request as the client sent it, and what of it goes on to an instance. */
final class Incoming implements AutoCloseable {

    /** Of the 8 KiB that a server reads; the rest is for Pesto-Service and what is told about the client, whose host may be long. */
    private static final int LONGEST_HEAD = 6 * 1024 + 512;

    private final HttpServletRequest request;
    private final Patience patience;
    private final boolean forwarded;
    private final String client;
    private final String network;
    private final String traceparent;
    private RequestBody body;
    private Optional<Patience.Place> place = Optional.empty();

    Incoming(HttpServletRequest request, TrustedProxies proxies, Patience patience, String traceparent) {
        this.request = request;
        this.patience = patience;
        this.traceparent = traceparent;
        String peer = request.getRemoteAddr();
        this.forwarded = proxies.contains(peer);
        this.client = forwarded ? proxies.client(peer, joined("X-Forwarded-For")) : peer;
        this.network = TrustedProxies.network(client);
    }

    String path() {
        return RawPaths.of(request);
    }

    String method() {
        return request.getMethod();
    }

    String authorization() {
        return request.getHeader("Authorization");
    }

    /** The client's network, for limits that count addresses. */
    String network() {
        return network;
    }

    String target() {
        return query() == null ? path() : path() + '?' + query();
    }

    /** As it was sent; null for none. */
    String query() {
        return request.getQueryString();
    }

    /** Of two names it would be left to each hop to choose one. */
    boolean isNameless() {
        return RawPaths.isNameless(request) || repeats("Host");
    }

    /** An instance reads heads as long as this server does, and what this hop adds has to fit in beside the client's. */
    boolean isHeadTooLong() {
        int length = target().length();
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                length += name.length() + value.length() + 4;
            }
        }
        return length > LONGEST_HEAD;
    }

    boolean isChunked() {
        return request.getHeader("Transfer-Encoding") != null;
    }

    /** Whatever else a Transfer-Encoding says, another hop may take it for something else. */
    boolean isJustChunked() {
        List<String> values = Collections.list(request.getHeaders("Transfer-Encoding"));
        return values.size() == 1
                && values.get(0).equalsIgnoreCase("chunked")
                && request.getHeader("Content-Length") == null;
    }

    boolean isTooLarge() {
        return length() > RequestBody.LIMIT;
    }

    /** The body, of which the beginning has been read. */
    RequestBody body() {
        if (body == null) {
            body = readBody();
        }
        return body;
    }

    private RequestBody readBody() {
        if (!hasBody()) {
            return RequestBody.NONE;
        }
        try {
            if (!mayAwaitBody()) {
                throw new Refusal(
                                CommonRefusal.UNAVAILABLE,
                                "Too many request bodies are on their way; send yours at once, or try again shortly.")
                        .header("Retry-After", "1");
            }
            RequestBody read = RequestBody.of(stream(), isChunked() ? -1 : length());
            if (read.isKept()) {
                close();
            }
            return read;
        } catch (IOException e) {
            throw new Refusal(CommonRefusal.BAD_REQUEST, "The body did not arrive as announced.");
        }
    }

    boolean hasBody() {
        return length() > 0 || isChunked();
    }

    /** As declared, -1 for none. */
    long length() {
        return request.getContentLengthLong();
    }

    InputStream stream() throws IOException {
        return request.getInputStream();
    }

    /** Whether the client may still be sending. */
    boolean isBodyUnread() {
        return hasBody() && (body == null || !body.isKept());
    }

    /** Whether a thread may wait for the body: all of it is here, or there is a place for who waits. */
    boolean mayAwaitBody() {
        return isBodyHere() || hasPlace();
    }

    /** Whether there is a place for a thread that waits for this client; at the end of the call it is given back. */
    boolean hasPlace() {
        if (place.isEmpty()) {
            place = patience.enter(network);
        }
        return place.isPresent();
    }

    private boolean isBodyHere() {
        try {
            return length() >= 0 && stream().available() >= length();
        } catch (IOException | IllegalStateException e) {
            // The connection has ended, which whoever reads will see.
            return false;
        }
    }

    /** At the end of the call, or when all of the body is here: for one that flows through, a thread waits as long as the call lasts. */
    @Override
    public void close() {
        place.ifPresent(Patience.Place::close);
        place = Optional.empty();
    }

    List<Header> headers(Operation operation) {
        Set<String> nominated = Headers.nominated(Collections.list(request.getHeaders("Connection")));
        List<Header> headers = new ArrayList<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            boolean dropped = operation.is(Operation.Trait.OPEN) && name.equalsIgnoreCase("Authorization");
            if (!dropped && Headers.passesToInstance(name, nominated)) {
                for (String value : Collections.list(request.getHeaders(name))) {
                    headers.add(new Header(name, Headers.forInstance(name, value)));
                }
            }
        }
        headers.add(new Header("Via", "1.1 pesto"));
        headers.add(new Header("Forwarded", forwarded()));
        headers.add(new Header("X-Forwarded-For", client));
        headers.add(new Header("X-Forwarded-Proto", scheme()));
        headers.add(new Header("X-Forwarded-Host", host()));
        headers.add(new Header("traceparent", traceparent));
        return headers;
    }

    /** RFC 7239: an IPv6 address stands in brackets and quotes, and so does a host with a port. */
    private String forwarded() {
        String node = client.indexOf(':') < 0 ? client : "\"[" + client + "]\"";
        return "for=" + node + ";host=\"" + host() + "\";proto=" + scheme();
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

    /** Of two lines of a header that stands there once, one hop may read the first and the next the last. */
    boolean repeats(String name) {
        Enumeration<String> values = request.getHeaders(name);
        return values.hasMoreElements() && values.nextElement() != null && values.hasMoreElements();
    }

    String header(String name) {
        return request.getHeader(name);
    }
}
