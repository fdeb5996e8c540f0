package dev.pesto.order.contention.control;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.contention.entity.Conflict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Repeats a transaction that lost a deadlock or a lock. Called outside any transaction, with the call of a transaction bean. */
@ApplicationScoped
public class Repetition {

    private static final int TRIES = 3;
    private static final Duration TIME = Duration.ofSeconds(4);
    private static final long PAUSE_NANOS = 20_000_000;

    @Inject
    MetricRegistry metrics;

    /** Runs the transaction, again if it has to; 503 {@code contention} when it keeps losing. Nothing is left behind then. */
    public <T> T of(Supplier<T> transaction) {
        return of(System.nanoTime(), transaction);
    }

    /**
     * The same for a request that has waited for its turn.
     *
     * @param start when the request arrived, {@link System#nanoTime}
     */
    public <T> T of(long start, Supplier<T> transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.get();
            } catch (RuntimeException failure) {
                Optional<Conflict> conflict = Conflict.in(failure);
                if (conflict.isEmpty()) {
                    throw failure;
                }
                count("pesto_conflicts", conflict.get());
                if (attempt == TRIES || System.nanoTime() - start > TIME.toNanos()) {
                    throw new Refusal(
                                    CommonRefusal.CONTENTION,
                                    "Others hold what this request needs; nothing was changed.")
                            .header("Retry-After", "1");
                }
                count("pesto_retries", conflict.get());
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE_NANOS));
            }
        }
    }

    private void count(String name, Conflict conflict) {
        metrics.counter(name, new Tag("cause", conflict.name().toLowerCase(Locale.ROOT)))
                .inc();
    }
}
