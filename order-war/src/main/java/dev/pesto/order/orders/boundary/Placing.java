package dev.pesto.order.orders.boundary;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.contention.control.Repetition;
import dev.pesto.order.contention.control.Room;
import dev.pesto.order.contention.control.Turns;
import dev.pesto.order.contention.entity.Fault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Places an order outside any transaction, so that each try is one of its own. Every try looks the key up first, which makes it safe to try again whatever became
 * of the one before: an order it did write is found, one that is still being committed holds the unique key.
 */
@ApplicationScoped
public class Placing {

    private static final int TRIES = 3;
    private static final Duration TIME = Duration.ofSeconds(4);

    private record Key(long buyer, String key) {}

    @Inject
    Turns turns;

    @Inject
    Room room;

    @Inject
    Repetition repetition;

    @Inject
    OrderPlacement placement;

    @Inject
    MetricRegistry metrics;

    /** The order of the request's key, new or from before. */
    public Versioned place(OrderPlacement.Request request) {
        long arrival = System.nanoTime();
        try {
            Versioned order =
                    turns.of(new Key(request.buyer(), request.key()), () -> room.in(() -> placeOnce(request, arrival)));
            count(order.before() ? "replayed" : "placed");
            return order;
        } catch (Refusal refusal) {
            count(refusal.type().code());
            throw refusal;
        }
    }

    private Versioned placeOnce(OrderPlacement.Request request, long arrival) {
        boolean lost = false;
        for (int attempt = 1; ; attempt++) {
            try {
                return repetition.of(arrival, () -> placement.place(request));
            } catch (Refusal refusal) {
                if (lost && refusal.type() == CommonRefusal.CONTENTION) {
                    // A try before may have been committed: this must not say that nothing was changed.
                    throw unavailable();
                }
                throw refusal;
            } catch (RuntimeException failure) {
                boolean duplicate = Fault.DUPLICATE.isIn(failure);
                boolean gone = Fault.CONNECTION_LOST.isIn(failure);
                boolean over = attempt == TRIES || System.nanoTime() - arrival > TIME.toNanos();
                lost |= !duplicate;
                if (over && (duplicate || gone)) {
                    throw unavailable();
                }
                // An order's commit that failed in a way the driver does not name is looked up once, like a lost
                // connection.
                if (over || (!duplicate && !gone && attempt > 1)) {
                    throw failure;
                }
            }
        }
    }

    private static Refusal unavailable() {
        return new Refusal(
                        CommonRefusal.UNAVAILABLE,
                        "The database did not confirm the order. Repeat the request with the same key.")
                .header("Retry-After", "1");
    }

    private void count(String outcome) {
        metrics.counter("pesto_placements", new Tag("outcome", outcome)).inc();
    }
}
