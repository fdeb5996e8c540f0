package dev.pesto.balancer.limits.entity;

/** Keeps calls away from something that does not answer: three failures within a second, and only one call a second gets through until one succeeds. */
public final class Breaker {

    private static final long SECOND = 1_000_000_000L;
    private static final int FAILURES = 3;

    private int failures;
    private long firstFailure;
    private boolean open;
    private long nextTrial;

    public synchronized boolean allows(long now) {
        if (!open) {
            return true;
        }
        if (now - nextTrial < 0) {
            return false;
        }
        nextTrial = now + SECOND;
        return true;
    }

    public synchronized void succeeded() {
        open = false;
        failures = 0;
    }

    public synchronized void failed(long now) {
        if (failures == 0 || now - firstFailure > SECOND) {
            failures = 0;
            firstFailure = now;
        }
        failures++;
        if (open || failures >= FAILURES) {
            open = true;
            nextTrial = now + SECOND;
        }
    }

    public synchronized boolean isOpen() {
        return open;
    }
}
