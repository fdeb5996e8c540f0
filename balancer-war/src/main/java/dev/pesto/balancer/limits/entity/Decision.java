package dev.pesto.balancer.limits.entity;

/**
 * What a limit says to one request.
 *
 * @param remaining requests that would pass now
 * @param nanosToWait until the next one passes, 0 when one would pass now
 * @param nanosToFull until the whole quota is there again
 */
public record Decision(Policy policy, boolean allowed, long remaining, long nanosToWait, long nanosToFull) {

    private static final long SECOND = 1_000_000_000L;

    /** Value of RateLimit: {@code t} is when the quota is whole again or, once it is used up, when the next request passes. */
    public String header() {
        long nanos = remaining > 0 ? nanosToFull : nanosToWait;
        return '"' + policy.name() + "\";r=" + remaining + ";t=" + seconds(nanos);
    }

    /** Value of Retry-After: rounded up, so that it is true. */
    public String retryAfter() {
        return Long.toString(Math.max(1, seconds(nanosToWait)));
    }

    private static long seconds(long nanos) {
        return (nanos + SECOND - 1) / SECOND;
    }
}
