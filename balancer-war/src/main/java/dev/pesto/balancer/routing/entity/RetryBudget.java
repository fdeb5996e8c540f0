package dev.pesto.balancer.routing.entity;

/**
 * How many second tries there may be: a fifth of the calls of the last ten seconds, never under ten a second. Without it, a struggling service gets
 * twice the load at the worst moment.
 */
public final class RetryBudget {

    private static final int SLOTS = 10;
    private static final long SLOT_NANOS = 1_000_000_000L;

    private final int[] calls = new int[SLOTS];
    private final int[] retries = new int[SLOTS];
    private long slot = Long.MIN_VALUE;

    public synchronized void call(long nanos) {
        calls[at(nanos)]++;
    }

    /** Takes one second try, if there is one left. */
    public synchronized boolean takeRetry(long nanos) {
        int now = at(nanos);
        int called = 0;
        int retried = 0;
        for (int i = 0; i < SLOTS; i++) {
            called += calls[i];
            retried += retries[i];
        }
        if (retries[now] >= 10 && retried >= called / 5) {
            return false;
        }
        retries[now]++;
        return true;
    }

    private int at(long nanos) {
        long current = Math.floorDiv(nanos, SLOT_NANOS);
        if (slot == Long.MIN_VALUE || current - slot >= SLOTS) {
            java.util.Arrays.fill(calls, 0);
            java.util.Arrays.fill(retries, 0);
            slot = current;
        }
        while (slot < current) {
            slot++;
            int index = (int) Math.floorMod(slot, (long) SLOTS);
            calls[index] = 0;
            retries[index] = 0;
        }
        return (int) Math.floorMod(slot, (long) SLOTS);
    }
}
