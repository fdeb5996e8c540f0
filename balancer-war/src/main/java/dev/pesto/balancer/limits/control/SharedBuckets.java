package dev.pesto.balancer.limits.control;

import dev.pesto.balancer.limits.entity.Decision;
import dev.pesto.balancer.limits.entity.Policy;
import java.util.concurrent.CompletableFuture;

/** Buckets that all balancers draw from. */
@FunctionalInterface
public interface SharedBuckets {

    /** Takes that many requests from a bucket, all or none. */
    CompletableFuture<Decision> take(String key, Policy policy, long tokens);
}
