package dev.pesto.balancer.routing.entity;

import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The traceparent header (W3C Trace Context): passed on when it is valid, made otherwise. */
public final class TraceParent {

    private static final Pattern VALID = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceParent() {}

    public static String of(String header) {
        if (header != null && header.length() == 55 && VALID.matcher(header).matches()) {
            return header;
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        // The odd last digit keeps both parts from being all zeros, which would be invalid.
        return "00-" + hex(random.nextLong()) + hex(random.nextLong() | 1) + '-' + hex(random.nextLong() | 1) + "-00";
    }

    private static String hex(long value) {
        String digits = Long.toHexString(value);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
