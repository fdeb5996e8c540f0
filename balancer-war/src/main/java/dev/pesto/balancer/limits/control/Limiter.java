package dev.pesto.balancer.limits.control;

import dev.pesto.balancer.limits.entity.Bounded;
import dev.pesto.balancer.limits.entity.Breaker;
import dev.pesto.balancer.limits.entity.Decision;
import dev.pesto.balancer.limits.entity.LocalBuckets;
import dev.pesto.balancer.limits.entity.Policy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Decides whether a request is within its limit. The bucket stands in the grid; what is known here saves the way there: that a bucket is empty until some
 * moment, and tokens that were taken ahead for a key in frequent use. When the grid does not answer in time, each balancer goes on with its share.
 */
public final class Limiter {

    private static final long WAIT_MILLIS = 50;
    private static final int KEYS = 50_000;
    private static final long SECOND = 1_000_000_000L;
    private static final long LEASE_NANOS = 5 * SECOND;

    private final SharedBuckets shared;
    private final IntSupplier balancers;
    private final LongSupplier clock;
    private final LocalBuckets local = new LocalBuckets(KEYS);
    private final Bounded<String, Known> known = new Bounded<>(KEYS);
    private final Breaker breaker = new Breaker();
    private final LongAdder fallbacks = new LongAdder();
    private final LongAdder asked = new LongAdder();
    private volatile Map<String, Policy> policies = Map.of();

    /**
     * @param shared null where there is no grid: this balancer is the only one then
     * @param balancers how many of them there are, for the share of each
     */
    public Limiter(SharedBuckets shared, IntSupplier balancers, LongSupplier clock) {
        this.shared = shared;
        this.balancers = balancers;
        this.clock = clock;
    }

    /** The policies from now on; a name that is missing is not limited. */
    public void policies(Map<String, Policy> present) {
        policies = Map.copyOf(present);
    }

    /** Empty when the policy is off. */
    public Optional<Decision> take(String policyName, String key) {
        Policy policy = policies.get(policyName);
        if (policy == null) {
            return Optional.empty();
        }
        long now = clock.getAsLong();
        String name = policy.name() + ':' + key;
        if (shared == null) {
            return Optional.of(local.take(name, policy, now));
        }
        Known about = known.computeIfAbsent(name, unused -> new Known());
        Decision here = about.take(policy, now);
        return Optional.of(here != null ? here : ask(name, policy, about, now));
    }

    private Decision ask(String name, Policy policy, Known about, long now) {
        if (!breaker.allows(now)) {
            return fallBack(name, policy, now);
        }
        try {
            long ahead = about.ahead(policy, now);
            Decision decision = get(shared.take(name, policy, 1 + ahead));
            if (!decision.allowed() && ahead > 0) {
                ahead = 0;
                decision = get(shared.take(name, policy, 1));
            }
            breaker.succeeded();
            asked.increment();
            return about.learn(decision, ahead, now);
        } catch (TimeoutException | ExecutionException | RuntimeException e) {
            breaker.failed(clock.getAsLong());
            return fallBack(name, policy, now);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fallBack(name, policy, now);
        }
    }

    private static Decision get(CompletableFuture<Decision> decision)
            throws InterruptedException, ExecutionException, TimeoutException {
        return decision.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private Decision fallBack(String name, Policy policy, long now) {
        fallbacks.increment();
        Decision decision = local.take(name, policy.share(balancers.getAsInt()), now);
        return new Decision(
                policy, decision.allowed(), decision.remaining(), decision.nanosToWait(), decision.nanosToFull());
    }

    public long fallbacks() {
        return fallbacks.sum();
    }

    /** Checks that went to the grid and were answered. */
    public long asked() {
        return asked.sum();
    }

    public boolean isOnItsOwn() {
        return shared != null && breaker.isOpen();
    }

    /** Keys remembered at present. */
    public int keys() {
        return known.size();
    }

    /** What this balancer knows of one bucket. */
    private static final class Known {
        private Policy of;
        private long emptyUntil;
        private boolean empty;
        private long leased;
        private long leasedUntil;
        private Decision last;
        private long second;
        private int uses;
        private int usesBefore;

        /** The decision, if it needs no question to the grid; else null. */
        synchronized Decision take(Policy policy, long now) {
            if (!policy.equals(of)) {
                of = policy;
                empty = false;
                leased = 0;
            }
            count(now);
            if (leased > 0 && now - leasedUntil < 0) {
                leased--;
                return new Decision(
                        policy,
                        true,
                        last.remaining() + leased,
                        leased > 0 ? 0 : last.nanosToWait(),
                        last.nanosToFull());
            }
            leased = 0;
            if (empty && now - emptyUntil < 0) {
                return new Decision(
                        policy,
                        false,
                        0,
                        emptyUntil - now,
                        last.nanosToFull() - (now - emptyUntil + last.nanosToWait()));
            }
            return null;
        }

        private void count(long now) {
            long current = Math.floorDiv(now, SECOND);
            if (current != second) {
                usesBefore = current == second + 1 ? uses : 0;
                uses = 0;
                second = current;
            }
            uses++;
        }

        /** How many tokens to take beside the one that is needed: none for most, up to a fiftieth of the quota for a key in constant use. */
        synchronized long ahead(Policy policy, long now) {
            count(now);
            uses--;
            int rate = Math.max(uses, usesBefore);
            return rate < 8 ? 0 : Math.min(policy.quota() / 50, rate / 2);
        }

        synchronized Decision learn(Decision decision, long ahead, long now) {
            last = decision;
            empty = !decision.allowed();
            emptyUntil = now + decision.nanosToWait();
            leased += ahead;
            leasedUntil = now + LEASE_NANOS;
            return ahead == 0
                    ? decision
                    : new Decision(decision.policy(), true, decision.remaining() + ahead, 0, decision.nanosToFull());
        }
    }
}
