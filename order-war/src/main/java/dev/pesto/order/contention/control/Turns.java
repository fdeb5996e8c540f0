package dev.pesto.order.contention.control;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One request of a kind at a time in this instance; the others wait for its outcome without a connection. Many sessions that insert one unique key deadlock among
 * themselves when the first rolls back; one session per instance does not.
 */
@ApplicationScoped
public class Turns {

    private static final long LONGEST_WAIT_MILLIS = 8000;

    private static final class Queue {
        private final ReentrantLock lock = new ReentrantLock(true);
        private int waiting;
    }

    private final ConcurrentMap<Object, Queue> queues = new ConcurrentHashMap<>();

    /**
     * Runs it when those before it that have an equal kind are done; 503 {@code contention} when that takes too long.
     *
     * @param kind a value with {@code equals}
     */
    public <T> T of(Object kind, Supplier<T> work) {
        Queue queue = queues.compute(kind, (same, present) -> {
            Queue joined = present == null ? new Queue() : present;
            joined.waiting++;
            return joined;
        });
        try {
            if (!isNext(queue)) {
                throw new Refusal(CommonRefusal.CONTENTION, "The same request is still being worked on.")
                        .header("Retry-After", "1");
            }
            try {
                return work.get();
            } finally {
                queue.lock.unlock();
            }
        } finally {
            queues.compute(kind, (same, present) -> --queue.waiting == 0 ? null : present);
        }
    }

    private static boolean isNext(Queue queue) {
        try {
            return queue.lock.tryLock(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    int size() {
        return queues.size();
    }
}
