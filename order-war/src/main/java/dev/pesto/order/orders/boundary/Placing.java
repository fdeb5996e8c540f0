package dev.pesto.order.orders.boundary;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.contention.control.Repetition;
import dev.pesto.order.contention.control.Room;
import dev.pesto.order.contention.control.Turns;
import dev.pesto.order.contention.entity.Arrival;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Places an order outside any transaction, so that each try is one of its own. Every try looks the key up first, which makes it safe to try again whatever became
 * of the one before: an order it did write is found, one that is still being committed holds the unique key.
 */
@ApplicationScoped
public class Placing {

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
    public Versioned place(Arrival arrival, OrderPlacement.Request request) {
        try {
            Versioned order = placed(arrival, request);
            count(order.before() ? "replayed" : "placed");
            return order;
        } catch (Refusal refusal) {
            count(refusal.type().code());
            throw refusal;
        }
    }

    private Versioned placed(Arrival arrival, OrderPlacement.Request request) {
        try {
            return turns.of(
                    new Key(request.buyer(), request.key()),
                    arrival,
                    () -> room.toPlace(
                            arrival,
                            request.wanted().products(),
                            () -> repetition.of(arrival, () -> placement.place(request))));
        } catch (Refusal refusal) {
            if (refusal.type() != CommonRefusal.CONTENTION) {
                throw refusal;
            }
            // It says that nothing was left behind: who repeats a request that has an order finds it, however crowded
            // it is.
            return placement.before(request).orElseThrow(() -> refusal);
        }
    }

    private void count(String outcome) {
        metrics.counter("pesto_placements", new Tag("outcome", outcome)).inc();
    }
}
