package dev.pesto.commons.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** Addresses as the client sees them: through the balancer. */
public final class Locations {

    private static final String PREFIX = "/api/v1/";

    private Locations() {}

    /**
     * An absolute address below {@code /api/v1/}.
     *
     * @param path without a leading slash, such as {@code orders/0ABC}
     */
    public static URI of(UriInfo uri, HttpHeaders headers, String path) {
        return URI.create(origin(uri, headers) + PREFIX + path);
    }

    /** Scheme, host and port that the client used, told by the balancer, else those of this instance. */
    public static String origin(UriInfo uri, HttpHeaders headers) {
        String proto = headers.getHeaderString("X-Forwarded-Proto");
        String host = headers.getHeaderString("X-Forwarded-Host");
        if (host == null || !host.matches("[A-Za-z0-9.\\-_\\[\\]:]{1,255}")) {
            return uri.getBaseUri().getScheme() + "://" + uri.getBaseUri().getAuthority();
        }
        return ("https".equals(proto) ? "https" : "http") + "://" + host;
    }
}
