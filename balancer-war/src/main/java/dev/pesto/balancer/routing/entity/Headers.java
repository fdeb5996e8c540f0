package dev.pesto.balancer.routing.entity;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which headers a hop passes on. */
public final class Headers {

    /** RFC 9110, 7.6.1, and the obsolete ones that are still sent. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-authentication-info",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "expect");

    /** Written by this hop; whatever a client sends under these names is worthless. */
    private static final Set<String> OURS = Set.of(
            "host", "content-length", "forwarded", "via", "pesto-service", "traceparent", "x-http-method-override");

    /** Written by the server that answers the client. */
    private static final Set<String> SERVER = Set.of(
            "server",
            "x-powered-by",
            "date",
            "content-length",
            "ratelimit",
            "ratelimit-policy",
            "alt-svc",
            "x-content-type-options",
            "x-frame-options");

    private Headers() {}

    public static boolean passesToInstance(String name, Set<String> nominated) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !HOP_BY_HOP.contains(lower)
                && !OURS.contains(lower)
                && !lower.startsWith("x-forwarded-")
                && !nominated.contains(lower);
    }

    public static boolean passesToClient(String name, Set<String> nominated) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !HOP_BY_HOP.contains(lower) && !SERVER.contains(lower) && !nominated.contains(lower);
    }

    /** The headers that a Connection header names as hop-by-hop, in lower case. */
    public static Set<String> nominated(List<String> connection) {
        if (connection.isEmpty()) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        for (String value : connection) {
            for (String name : value.split(",", -1)) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        // A client must not be able to strip what the API rests on.
        names.removeAll(Set.of(
                "authorization", "idempotency-key", "if-match", "if-none-match", "content-type", "accept", "host"));
        return names;
    }

    /** CONTRACT 4: 1 to 255 visible ASCII characters. */
    public static boolean isIdempotencyKey(String value) {
        return value != null
                && !value.isEmpty()
                && value.length() <= 255
                && value.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** A Host or X-Forwarded-Host that may be put into a Location. */
    public static boolean isHost(String value) {
        return value != null
                && !value.isEmpty()
                && value.length() <= 255
                && value.chars().allMatch(c -> (Character.isLetterOrDigit(c) && c < 0x7f) || ".-:[]_".indexOf(c) >= 0);
    }
}
