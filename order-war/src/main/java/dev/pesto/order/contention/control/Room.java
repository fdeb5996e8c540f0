package dev.pesto.order.contention.control;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How many placements hold a connection at once. Reads and readiness have the rest of the pool, so that they go on when everybody wants one product. */
@ApplicationScoped
public class Room {

    private static final long LONGEST_WAIT_MILLIS = 3000;

    @Inject
    @ConfigProperty(name = "pesto.order.placements", defaultValue = "12")
    int places;

    private Semaphore free;

    @PostConstruct
    void open() {
        free = new Semaphore(places, true);
    }

    /** Runs it in a place; 503 {@code contention} when none gets free within 3 s. */
    public <T> T in(Supplier<T> transaction) {
        if (!entered()) {
            throw new Refusal(CommonRefusal.CONTENTION, "Too many orders are being placed; nothing was changed.")
                    .header("Retry-After", "1");
        }
        try {
            return transaction.get();
        } finally {
            free.release();
        }
    }

    private boolean entered() {
        try {
            return free.tryAcquire(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
