package dev.pesto.order.contention.entity;

import java.time.Duration;

/**
 * When a request arrived. All its waits are measured from there, so that it is answered before the balancer gives its try up after 10 s: a first try begins within
 * 6 s, another one within 4 s, and a try waits for locks 3 s in all.
 *
 * @param nanos {@link System#nanoTime} of then
 */
public record Arrival(long nanos) {

    private static final Duration LATEST_START = Duration.ofSeconds(6);
    private static final Duration LATEST_REPETITION = Duration.ofSeconds(4);

    public static Arrival now() {
        return new Arrival(System.nanoTime());
    }

    /** How long it may wait before it begins; zero when it is too late for that. */
    public Duration beforeItsStart(Duration longest) {
        Duration left = LATEST_START.minus(age());
        return left.isNegative() ? Duration.ZERO : left.compareTo(longest) < 0 ? left : longest;
    }

    /** Whether a transaction that lost may be tried again. */
    public boolean allowsRepetition() {
        return age().compareTo(LATEST_REPETITION) < 0;
    }

    private Duration age() {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
