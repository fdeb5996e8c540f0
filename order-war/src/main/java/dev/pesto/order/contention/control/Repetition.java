package dev.pesto.order.contention.control;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.contention.entity.Arrival;
import dev.pesto.order.contention.entity.KeyContested;
import dev.pesto.order.contention.entity.Setback;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Tries a transaction again that lost, or whose outcome nobody told. Called outside any transaction, with the call of a transaction bean. */
@ApplicationScoped
public class Repetition {

    private static final Logger LOG = Logger.getLogger(Repetition.class.getName());
    private static final int TRIES = 3;
    private static final long PAUSE_NANOS = 20_000_000;

    @Inject
    MetricRegistry metrics;

    /**
     * Runs a transaction that finds its own work when it is there already, by its idempotency key or because the row is where it should go; again if it has to, at most
     * twice and only while the request is young. After that 503: {@code contention} when nothing was left behind, {@code unavailable} when a try may have been committed or
     * a request with the same key is still under way.
     */
    public <T> T of(Arrival arrival, Supplier<T> transaction) {
        return run(arrival, true, transaction);
    }

    /** The same for a transaction that would not know its own work, such as one that asks for the version it has counted on itself: not again when it may have been committed. */
    public <T> T unlessCommitted(Arrival arrival, Supplier<T> transaction) {
        return run(arrival, false, transaction);
    }

    private <T> T run(Arrival arrival, boolean knowsItsWork, Supplier<T> transaction) {
        boolean open = false;
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.get();
            } catch (RuntimeException failure) {
                Setback setback = setback(failure);
                open |= setback.leavesOpen();
                boolean again = attempt < TRIES && arrival.allowsRepetition() && (knowsItsWork || !open);
                if (!again) {
                    throw end(setback, open || KeyContested.isIn(failure), failure);
                }
                count("pesto_retries", setback);
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE_NANOS));
            }
        }
    }

    private Setback setback(RuntimeException failure) {
        if (failure instanceof Refusal) {
            throw failure;
        }
        Setback setback = Setback.in(failure).orElseThrow(() -> failure);
        count("pesto_setbacks", setback);
        if (setback.leavesOpen()) {
            LOG.log(Level.WARNING, failure, () -> "a transaction's outcome is not known: " + setback);
        }
        return setback;
    }

    private static RuntimeException end(Setback last, boolean open, RuntimeException failure) {
        if (last == Setback.UNNAMED) {
            return failure;
        }
        if (open || last == Setback.DUPLICATE) {
            return new Refusal(
                            CommonRefusal.UNAVAILABLE,
                            "It is not known what became of this request. Repeat it with the same key.")
                    .header("Retry-After", "1");
        }
        return new Refusal(CommonRefusal.CONTENTION, "Others hold what this request needs; nothing was changed.")
                .header("Retry-After", "1");
    }

    private void count(String name, Setback setback) {
        metrics.counter(name, new Tag("cause", setback.name().toLowerCase(Locale.ROOT)))
                .inc();
    }
}
