package dev.pesto.balancer.routing.entity;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

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

    /** For who sent another one, or none. */
    public static final String WHAT_A_KEY_HAS =
            "Send an Idempotency-Key of 1 to 255 visible ASCII characters, the same one for each repetition.";

    private static final String BEARER = "Bearer ";

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

    /**
     * Whether an Accept header lets an answer of this media type through: what its most specific range for it says (RFC 9110, 12.5.1). Absent, it lets all.
     *
     * @param accept may be null
     * @param type in lower case, without parameters
     */
    public static boolean accepts(String accept, String type) {
        if (accept == null || accept.isBlank()) {
            return true;
        }
        Map<String, Boolean> accepted = new HashMap<>();
        for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            List<String> parts = List.of(range.strip().split("\\s*;\\s*", -1));
            boolean refused = parts.stream().anyMatch(part -> part.matches("q=0(\\.0{0,3})?"));
            accepted.merge(parts.get(0), !refused, Boolean::logicalOr);
        }
        return Stream.of(type, type.replaceFirst("/.*", "/*"), "*/*")
                .filter(accepted::containsKey)
                .findFirst()
                .map(accepted::get)
                .orElse(false);
    }

    /** The scheme of a token is read whatever its case; services know the one of RFC 6750 only. */
    public static String forInstance(String name, String value) {
        return name.equalsIgnoreCase("authorization") && value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? BEARER + value.substring(BEARER.length())
                : value;
    }

    /** A Host or X-Forwarded-Host that may be put into a Location. */
    public static boolean isHost(String value) {
        return value != null
                && !value.isEmpty()
                && value.length() <= 255
                && value.chars().allMatch(c -> (Character.isLetterOrDigit(c) && c < 0x7f) || ".-:[]_".indexOf(c) >= 0);
    }
}
