package dev.pesto.balancer.routing.entity;

import java.util.Set;

/**
 * What the balancer has to know of one method of one path.
 *
 * @param policy name of the rate limit policy that counts it
 */
public record Operation(String method, String template, Upstream upstream, String policy, Set<Trait> traits) {

    /** Peculiarities of an operation. */
    public enum Trait {
        /** Needs no token; one that was sent along is dropped. */
        OPEN,
        /** Is refused without an Idempotency-Key. */
        KEYED,
        /** Comes to the same when it is sent twice, so it may be tried again after it was sent. */
        REPEATABLE,
        /** Counted per client address, whoever is logged in. */
        PER_ADDRESS,
        /** Counted per session, as its body names it. */
        PER_SESSION,
        /** Has a password checked or set, which costs as much as hundreds of other calls. */
        PASSWORD
    }

    /** What lets an operation be sent a second time; all may when the first try was never sent. */
    public enum Repetition {
        READ,
        KEYED,
        /** A named transition: repeated, it changes nothing. */
        TRANSITION,
        NEVER
    }

    public Repetition repetition() {
        if (!is(Trait.REPEATABLE)) {
            return Repetition.NEVER;
        }
        if (method.equals("GET")) {
            return Repetition.READ;
        }
        return is(Trait.KEYED) ? Repetition.KEYED : Repetition.TRANSITION;
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }
}
