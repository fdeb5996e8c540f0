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
 * Decides whether a request is within its limit. The bucket stands in the grid, and asking it costs about as much as forwarding; what is known here saves most
 * of the ways there: that a bucket is empty until some moment, tokens that were taken ahead for a key in frequent use, and a few requests on credit while the
 * bucket is more than half full. When the grid does not answer in time, each balancer goes on with its share.
 */
public final class Limiter {

    private static final long WAIT_MILLIS = 50;
    private static final int KEYS = 50_000;
    private static final long SECOND = 1_000_000_000L;
    private static final long LEASE_NANOS = 5 * SECOND;

    /** All balancers together may let so small a part of a quota pass before they tell the grid: one in seventy-five. */
    private static final long CREDIT = 75;

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
        Decision here = about.take(policy, policy.quota() / CREDIT / balancers.getAsInt(), now);
        return Optional.of(here != null ? here : ask(name, policy, about, now));
    }

    private Decision ask(String name, Policy policy, Known about, long now) {
        if (!breaker.allows(now)) {
            Decision decision = fallBack(name, policy, now);
            // Told when the grid is back; one that was asked and is only late counts what it was asked for by itself.
            about.owes(decision.allowed() ? 1 : 0, policy);
            return decision;
        }
        Claim claim = about.claim(policy, now);
        CompletableFuture<Decision> question = null;
        try {
            question = shared.take(name, policy, 1 + claim.owed + claim.ahead);
            Decision decision = get(question);
            boolean tooMuch = !decision.allowed() && claim.owed + claim.ahead > 0;
            if (tooMuch) {
                decision = get(shared.take(name, policy, 1));
            }
            breaker.succeeded();
            asked.increment();
            return about.learn(decision, tooMuch ? 0 : claim.ahead, now);
        } catch (TimeoutException | ExecutionException | RuntimeException e) {
            about.owes(claim.owed, policy);
            if (question != null) {
                CompletableFuture<Void> unused =
                        question.thenAccept(late -> about.hears(late, claim, policy, clock.getAsLong()));
            }
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

    /** What a question to the grid asks for beside the one token that is needed. */
    private record Claim(long owed, long ahead) {}

    /** What this balancer knows of one bucket. */
    private static final class Known {
        private Policy of;
        private long emptyUntil;
        private boolean empty;
        private long owed;
        private long leased;
        private long leasedUntil;
        private Decision last;
        private long lastAt;
        private long second;
        private int uses;
        private int usesBefore;

        /** The decision, if it needs no question to the grid; else null. */
        synchronized Decision take(Policy policy, long credit, long now) {
            if (!policy.equals(of)) {
                of = policy;
                empty = false;
                owed = 0;
                leased = 0;
                last = null;
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
            return owed < credit ? onCredit(policy, now) : null;
        }

        /** Only from a bucket that was more than half full: the debt is paid before it can be empty, unless it empties elsewhere. */
        private Decision onCredit(Policy policy, long now) {
            double full = policy.quota();
            double held =
                    last == null ? full : Math.min(full, last.remaining() + (now - lastAt) / policy.nanosPerToken());
            double left = held - owed - 1;
            if (left < full / 2) {
                return null;
            }
            owed++;
            return new Decision(policy, true, (long) left, 0, (long) ((full - left) * policy.nanosPerToken()));
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

        /** The debt, and how many tokens to take ahead: none for most, up to a fiftieth of the quota for a key in constant use. */
        synchronized Claim claim(Policy policy, long now) {
            count(now);
            uses--;
            int rate = Math.max(uses, usesBefore);
            Claim claim = new Claim(owed, rate < 8 ? 0 : Math.min(policy.quota() / 50, rate / 2));
            owed = 0;
            return claim;
        }

        synchronized void owes(long more, Policy policy) {
            owed = Math.min(owed + more, policy.quota() - 1);
        }

        /** An answer that nobody waited for any more: the debt is paid with it, and what it took ahead is there to be used. */
        synchronized void hears(Decision late, Claim claim, Policy policy, long now) {
            if (!late.allowed() || !policy.equals(of)) {
                return;
            }
            owed = Math.max(0, owed - claim.owed);
            leased += claim.ahead;
            leasedUntil = now + LEASE_NANOS;
            last = late;
            lastAt = now;
        }

        synchronized Decision learn(Decision decision, long ahead, long now) {
            last = decision;
            lastAt = now;
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
