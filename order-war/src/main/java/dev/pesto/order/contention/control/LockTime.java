package dev.pesto.order.contention.control;

import jakarta.inject.Inject;
import jakarta.transaction.TransactionScoped;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * How long one transaction has waited for locks, and how long it may still. InnoDB's own timeout begins anew with each row and each statement; a try waits 3 s in all,
 * so every locking statement is given what the ones before it have left.
 */
@TransactionScoped
public class LockTime implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Duration IN_ALL = Duration.ofSeconds(3);
    /** A statement that took less did not wait: it worked. */
    private static final Duration WORK = Duration.ofMillis(200);

    @Inject
    transient MetricRegistry metrics;

    private Duration spent = Duration.ZERO;

    /** Runs a statement that may wait for a lock. */
    public <T> T waiting(String what, Supplier<T> locking) {
        long start = System.nanoTime();
        try {
            return locking.get();
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            metrics.timer("pesto_lock_wait", new Tag("for", what)).update(took);
            if (took.compareTo(WORK) > 0) {
                spent = spent.plus(took);
            }
        }
    }

    /** The limits for the next locking query, as hints of JPA. Whole seconds, as drivers know them; less than one is none. */
    public Map<String, Object> limits() {
        long seconds = Math.max(0, IN_ALL.minus(spent).toSeconds());
        Map<String, Object> hints = new HashMap<>();
        if (seconds == 0) {
            hints.put("jakarta.persistence.lock.timeout", 0);
        } else {
            hints.put("jakarta.persistence.query.timeout", Math.toIntExact(seconds * 1000));
        }
        return hints;
    }
}
