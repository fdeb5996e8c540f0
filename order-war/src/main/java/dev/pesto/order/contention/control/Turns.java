package dev.pesto.order.contention.control;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.contention.entity.Arrival;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
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

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(6);

    private static final class Queue {
        private final ReentrantLock lock = new ReentrantLock(true);
        private int waiting;
    }

    private final ConcurrentMap<Object, Queue> queues = new ConcurrentHashMap<>();

    /**
     * Runs it when those before it that have an equal kind are done; 503 {@code unavailable} when that takes too long: what becomes of them is not known yet.
     *
     * @param kind a value with {@code equals}
     */
    public <T> T of(Object kind, Arrival arrival, Supplier<T> work) {
        Queue queue = queues.compute(kind, (same, present) -> {
            Queue joined = present == null ? new Queue() : present;
            joined.waiting++;
            return joined;
        });
        try {
            if (!isNext(queue, arrival.beforeItsStart(LONGEST_WAIT))) {
                throw new Refusal(
                                CommonRefusal.UNAVAILABLE,
                                "A request with this key is still being worked on. Repeat it with the same key.")
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

    private static boolean isNext(Queue queue, Duration longest) {
        try {
            return queue.lock.tryLock(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    int size() {
        return queues.size();
    }
}
