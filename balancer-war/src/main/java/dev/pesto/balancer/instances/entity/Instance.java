package dev.pesto.balancer.instances.entity;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * One instance of a service as this balancer sees it. Probes make it reachable or not, calls make it fast, slow or failing, operators and the instance itself
 * drain it. All times are nanoseconds of one monotonic clock.
 */
public final class Instance {

    /** Calls at once; what is above would only wait inside the instance. */
    public static final int ROOM = 128;

    static final int FAILURES_TO_EJECT = 5;
    static final long FIRST_EJECTION_NANOS = 5_000_000_000L;
    static final long LONGEST_EJECTION_NANOS = 60_000_000_000L;
    static final long WARM_UP_NANOS = 30_000_000_000L;
    private static final double FLOOR_NANOS = 1e6;
    private static final double COLD_WEIGHT = 0.1;

    private final Endpoint endpoint;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final PeakEwma latency = new PeakEwma();

    private boolean reachable;
    private boolean answering;
    private boolean announcedDraining;
    private Drain drain = Drain.NONE;
    private int unansweredProbes;
    private int consecutiveFailures;
    private int ejectionsInARow;
    private long readySince;
    private long lastAnswer;
    private long ejectedUntil;
    private long changed;
    private State shown = State.DOWN;
    private long failures;
    private long ejections;

    /** An operator's word against the instance, given at this balancer. */
    private enum Drain {
        NONE,
        /** It knows nothing of it. */
        HERE,
        /** It knows: it will not be ready until any of the balancers admits it. */
        TOLD,
        /** It has been seen not to be ready: when it is again, somebody has admitted it. */
        SEEN
    }

    public Instance(Endpoint endpoint, long now) {
        this.endpoint = endpoint;
        this.changed = now;
        this.ejectedUntil = now;
        this.lastAnswer = now;
        this.readySince = now;
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    public int inFlight() {
        return inFlight.get();
    }

    /** Takes a place for one call, to be given back with {@link #leave}. */
    boolean enter() {
        if (inFlight.incrementAndGet() <= ROOM) {
            return true;
        }
        inFlight.decrementAndGet();
        return false;
    }

    public void leave() {
        inFlight.decrementAndGet();
    }

    /** What one more call here would cost: the lower, the better. */
    double cost(long now) {
        return Math.max(latency.nanos(now), FLOOR_NANOS) * (inFlight.get() + 1) / weight(now);
    }

    /** Grows from a tenth to one while the JVM behind is warming up. */
    private synchronized double weight(long now) {
        double age = (double) (now - readySince) / WARM_UP_NANOS;
        return Math.min(1, COLD_WEIGHT + (1 - COLD_WEIGHT) * Math.max(0, age));
    }

    public synchronized State state(long now) {
        State state;
        if (!reachable) {
            state = answering && isDraining() ? State.DRAINING : State.DOWN;
        } else if (isDraining()) {
            state = State.DRAINING;
        } else {
            state = now - ejectedUntil < 0 ? State.EJECTED : State.UP;
        }
        if (state != shown) {
            shown = state;
            changed = now;
        }
        return state;
    }

    /** The instance answered a call; {@code failure} when it was a 500, 502 or 504 of its own, which is quick and worth nothing. */
    public synchronized void answered(long latencyNanos, boolean failure, long now) {
        lastAnswer = now;
        if (failure) {
            failures++;
            consecutiveFailures++;
            latency.observe(Math.max(latencyNanos, 1_000_000_000L), now);
        } else {
            consecutiveFailures = 0;
            latency.observe(latencyNanos, now);
        }
    }

    /** A call got no answer. */
    public synchronized void unanswered(long latencyNanos, long now) {
        failures++;
        consecutiveFailures++;
        latency.observe(Math.max(latencyNanos, 1_000_000_000L), now);
    }

    /**
     * The instance answered its probe.
     *
     * @return whether it has just become ready
     */
    public synchronized boolean probed(boolean ready, long now) {
        unansweredProbes = 0;
        lastAnswer = now;
        boolean back = ready && !reachable;
        if (back) {
            // After an absence it is a new process, so what an operator or its failures said of the old one is void.
            drain = answering && drain != Drain.SEEN ? drain : Drain.NONE;
            readySince = now;
            consecutiveFailures = 0;
            ejectedUntil = now;
        }
        if (!ready && drain == Drain.TOLD) {
            drain = Drain.SEEN;
        }
        answering = true;
        reachable = ready;
        state(now);
        return back;
    }

    /**
     * A probe was not answered in time. Two in a row are the end of it, unless it answered a call meanwhile: then it is busy, not dead.
     *
     * @return whether it has just gone down, so that its waiting tries must end
     */
    public synchronized boolean probeUnanswered(long probeStarted, long now) {
        if (lastAnswer - probeStarted > 0) {
            unansweredProbes = 0;
            return false;
        }
        return ++unansweredProbes >= 2 && down(now);
    }

    /**
     * It refuses connections: nothing listens there.
     *
     * @return whether it has just gone down, so that its waiting tries must end
     */
    public synchronized boolean refused(long now) {
        return down(now);
    }

    private boolean down(long now) {
        boolean was = answering;
        reachable = false;
        answering = false;
        state(now);
        return was;
    }

    /** Whether it has failed so often that it should be left alone. */
    synchronized boolean isFailing(long now) {
        return consecutiveFailures >= FAILURES_TO_EJECT && state(now) == State.UP;
    }

    synchronized void eject(long now) {
        ejectionsInARow = now - ejectedUntil > LONGEST_EJECTION_NANOS ? 0 : ejectionsInARow;
        long time = Math.min(FIRST_EJECTION_NANOS << Math.min(ejectionsInARow, 8), LONGEST_EJECTION_NANOS);
        ejectionsInARow++;
        ejections++;
        consecutiveFailures = 0;
        ejectedUntil = now + time;
        state(now);
    }

    public synchronized void announced(boolean draining) {
        announcedDraining = draining;
    }

    public synchronized void drain(boolean wanted) {
        drain = wanted ? Drain.HERE : Drain.NONE;
    }

    /** The instance has been told that it drains, and says so itself now. */
    public synchronized void drainIsKnown() {
        drain = drain == Drain.HERE ? Drain.TOLD : drain;
    }

    private boolean isDraining() {
        return announcedDraining || drain != Drain.NONE;
    }

    public synchronized Snapshot snapshot(long now) {
        State state = state(now);
        double millis = Math.round(latency.nanos(now) / 1e4) / 1e2;
        return new Snapshot(endpoint, state, now - changed, inFlight.get(), millis, failures, ejections);
    }

    /** Its figures at one moment. */
    public record Snapshot(
            Endpoint endpoint,
            State state,
            long nanosInState,
            int inFlight,
            double latencyMillis,
            long failures,
            long ejections) {}
}
