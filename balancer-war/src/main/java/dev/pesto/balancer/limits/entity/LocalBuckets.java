package dev.pesto.balancer.limits.entity;

/**
 * Buckets in this process alone: used when there is no grid, and with a share of the quota when the grid does not answer. One number per key (GCRA): the moment
 * at which the bucket would be full again.
 */
public final class LocalBuckets {

    private final Bounded<String, long[]> fullAgain;

    public LocalBuckets(int capacity) {
        fullAgain = new Bounded<>(capacity);
    }

    public Decision take(String key, Policy policy, long now) {
        long[] bucket = fullAgain.computeIfAbsent(key + '/' + policy.quota(), unused -> new long[] {now});
        double perToken = policy.nanosPerToken();
        synchronized (bucket) {
            long used = Math.max(0, bucket[0] - now);
            long free = policy.window().toNanos() - used;
            // A nanosecond of slack, since the time of a token need not be a whole number of them.
            boolean allowed = free + 1 >= perToken;
            if (allowed) {
                bucket[0] = now + used + (long) perToken;
            }
            long toFull = Math.max(0, bucket[0] - now);
            long remaining = (long) ((policy.window().toNanos() - toFull + 1) / perToken);
            long wait = remaining > 0
                    ? 0
                    : (long) Math.ceil(perToken - (policy.window().toNanos() - toFull));
            return new Decision(policy, allowed, Math.max(0, remaining), Math.max(0, wait), toFull);
        }
    }
}
