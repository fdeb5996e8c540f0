package dev.pesto.commons.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * A token that is made anew at half of its life by one of those who use it, while all others go on with the present one: signing takes a JVM that does it twice a minute up to a hundred
 * milliseconds, and all calls at once would.
 */
final class RenewedToken {

    private final Function<Instant, String> mint;
    private final Duration renewedAfter;
    private final Duration usedFor;
    private final AtomicBoolean renewing = new AtomicBoolean();
    private volatile Made present;

    private record Made(String token, Instant at) {}

    /**
     * @param mint makes one that is good from the instant on
     * @param life how long that is
     */
    RenewedToken(Function<Instant, String> mint, Duration life) {
        this.mint = mint;
        this.renewedAfter = life.dividedBy(2);
        // The rest is for the way, and for clocks that do not agree.
        this.usedFor = life.multipliedBy(5).dividedBy(6);
    }

    /** One that is good at this instant. */
    String at(Instant now) {
        Made seen = present;
        if (seen == null || seen.at.plus(usedFor).isBefore(now)) {
            // There is none to go on with: the first makes it, and the others wait.
            return renewed(now);
        }
        if (seen.at.plus(renewedAfter).isBefore(now) && renewing.compareAndSet(false, true)) {
            try {
                return renewed(now);
            } finally {
                renewing.set(false);
            }
        }
        return seen.token;
    }

    /** Made by another meanwhile, it is not made again. */
    private synchronized String renewed(Instant now) {
        Made newest = present;
        if (newest == null || newest.at.plus(renewedAfter).isBefore(now)) {
            newest = new Made(mint.apply(now), now);
            present = newest;
        }
        return newest.token;
    }
}
