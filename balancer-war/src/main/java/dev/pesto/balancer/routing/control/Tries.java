package dev.pesto.balancer.routing.control;

import dev.pesto.balancer.instances.entity.Instance;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tries and waits that are under way, so that they can be ended from outside: at their deadline, when their instance dies, or when nobody wants the answer
 * any more. A thread that waits in a socket notices none of these.
 */
public final class Tries {

    /** Most calls are over by then, and asking costs. */
    private static final long LOOK_AFTER_CLIENT_NANOS = 1_000_000_000L;

    private final Set<Try> open = ConcurrentHashMap.newKeySet();

    Try begin(Instance instance, Client client, Runnable cut, long now, long deadline) {
        Try attempt = new Try(instance, client, cut, now + LOOK_AFTER_CLIENT_NANOS, deadline);
        open.add(attempt);
        return attempt;
    }

    /** What waits. */
    public interface Task<X extends Exception> {
        void run() throws X;
    }

    /** Does the task, whose waiting {@code cut} ends at the deadline. */
    public <X extends Exception> void bounded(Task<X> task, long deadline, Runnable cut) throws X {
        Try bound = begin(null, Client.PRESENT, cut, deadline, deadline);
        try {
            task.run();
        } finally {
            end(bound);
        }
    }

    void end(Try attempt) {
        open.remove(attempt);
    }

    /** Ends what is past its deadline, where a socket timeout would start anew with each byte, and what no client waits for. */
    public void sweep(long now) {
        for (Try attempt : open) {
            if (now - attempt.deadline >= 0) {
                attempt.end(Try.End.LATE);
            } else if (now - attempt.lookAfterClient >= 0 && attempt.client.hasLeft()) {
                attempt.end(Try.End.LEFT);
            }
        }
    }

    /** Ends all tries that wait for an instance that has died. */
    public void abandon(Instance instance) {
        for (Try attempt : open) {
            if (attempt.instance == instance) {
                attempt.end(Try.End.DEAD);
            }
        }
    }

    /** Tries under way, other bounded tasks not counted. */
    public long size() {
        return open.stream().filter(attempt -> attempt.instance != null).count();
    }

    /** One request to one instance, or another bounded task. */
    static final class Try {

        enum End {
            LATE,
            DEAD,
            LEFT
        }

        private final Instance instance;
        private final Client client;
        private final Runnable cut;
        private final long lookAfterClient;
        private volatile long deadline;
        private volatile End end;

        private Try(Instance instance, Client client, Runnable cut, long lookAfterClient, long deadline) {
            this.instance = instance;
            this.client = client;
            this.cut = cut;
            this.lookAfterClient = lookAfterClient;
            this.deadline = deadline;
        }

        /** Why it was ended from outside, or null. */
        End end() {
            return end;
        }

        void extendTo(long newDeadline) {
            deadline = newDeadline;
        }

        private void end(End reason) {
            if (end == null) {
                end = reason;
                cut.run();
            }
        }
    }
}
