package dev.pesto.balancer.instances.entity;

/**
 * A moving average of latency that rises at once and falls slowly (Finagle's peak EWMA), so that an instance which turns slow is noticed with its first
 * slow answer. It falls without traffic too: an instance that was slow is tried again some time.
 */
public final class PeakEwma {

    private static final double DECAY_NANOS = 10e9;

    private double value;
    private long stamp;

    public synchronized void observe(long latencyNanos, long now) {
        double weight = weight(now);
        value = latencyNanos > value ? latencyNanos : value * weight + latencyNanos * (1 - weight);
        stamp = now;
    }

    /** The average in nanoseconds, 0 when nothing was observed yet. */
    public synchronized double nanos(long now) {
        return value * weight(now);
    }

    private double weight(long now) {
        return Math.exp(-Math.max(0, now - stamp) / DECAY_NANOS);
    }
}
