package dev.pesto.balancer.limits.entity;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** So many requests in so long a time: a bucket of {@code quota}, refilled evenly over {@code window}. */
public record Policy(String name, long quota, Duration window) {

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})/([1-9][0-9]{0,4})(s|m|h)");

    /**
     * Reads {@code 300/60s}; {@code off} is empty.
     *
     * @throws IllegalArgumentException naming the configuration key
     */
    public static Optional<Policy> parse(String name, String text) {
        if (text.strip().equals("off")) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("pesto.limits." + name + ": 300/60s or off is needed, not " + text);
        }
        long amount = Long.parseLong(matcher.group(2));
        Duration window =
                switch (matcher.group(3)) {
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    default -> Duration.ofHours(amount);
                };
        return Optional.of(new Policy(name, Long.parseLong(matcher.group(1)), window));
    }

    /** Each one's part when {@code parties} can not agree, at least one request. */
    public Policy share(int parties) {
        return new Policy(name, Math.max(1, quota / Math.max(1, parties)), window);
    }

    /** Time in which one request comes back. */
    public double nanosPerToken() {
        return (double) window.toNanos() / quota;
    }

    /** Value of RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers-10). */
    public String header() {
        return '"' + name + "\";q=" + quota + ";w=" + window.toSeconds();
    }
}
