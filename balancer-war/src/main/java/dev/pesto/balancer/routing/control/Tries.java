package dev.pesto.balancer.routing.control;

import dev.pesto.balancer.instances.entity.Instance;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The tries that are under way, so that they can be ended from outside: at their deadline, or when their instance dies. */
public final class Tries {

    private final Set<Try> open = ConcurrentHashMap.newKeySet();

    Try begin(Instance instance, Runnable cut, long deadline) {
        Try attempt = new Try(instance, cut, deadline);
        open.add(attempt);
        return attempt;
    }

    void end(Try attempt) {
        open.remove(attempt);
    }

    /** Ends what is past its deadline. A socket timeout alone would not: it starts anew with each byte. */
    public void sweep(long now) {
        for (Try attempt : open) {
            if (now - attempt.deadline >= 0) {
                attempt.end(Try.End.LATE);
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

    public int size() {
        return open.size();
    }

    /** One request to one instance. */
    static final class Try {

        enum End {
            LATE,
            DEAD
        }

        private final Instance instance;
        private final Runnable cut;
        private volatile long deadline;
        private volatile End end;

        private Try(Instance instance, Runnable cut, long deadline) {
            this.instance = instance;
            this.cut = cut;
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
