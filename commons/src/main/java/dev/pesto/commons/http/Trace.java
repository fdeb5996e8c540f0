package dev.pesto.commons.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The trace id of the request that this thread works on (W3C Trace Context). */
public final class Trace {

    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final String NONE = "0".repeat(32);
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();
    private static final SecureRandom RANDOM = new SecureRandom();

    private Trace() {}

    /**
     * Takes the id from a {@code traceparent} header, or makes one when it is absent or malformed.
     *
     * @param traceparent may be null
     */
    public static void begin(String traceparent) {
        var matcher = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        boolean usable = matcher.matches() && !matcher.group(1).equals(NONE);
        CURRENT.set(usable ? matcher.group(1) : random());
    }

    public static void end() {
        CURRENT.remove();
    }

    /** 32 lowercase hexadecimal digits; a new id when no request has begun on this thread. */
    public static String id() {
        String id = CURRENT.get();
        if (id == null) {
            id = random();
            CURRENT.set(id);
        }
        return id;
    }

    private static String random() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
