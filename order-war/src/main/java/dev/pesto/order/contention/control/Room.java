package dev.pesto.order.contention.control;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.contention.entity.Arrival;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * How many hold a connection at once to change something, and how many of them for the same row. Reads and readiness have the rest of the pool, so that they go on
 * when everybody wants one product, and other products go on when somebody keeps that one locked.
 */
@ApplicationScoped
public class Room {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    @Inject
    @ConfigProperty(name = "pesto.order.placements", defaultValue = "12")
    int placements;

    @Inject
    @ConfigProperty(name = "pesto.order.placements-of-one-product", defaultValue = "4")
    int placementsOfOneProduct;

    @Inject
    @ConfigProperty(name = "pesto.order.changes", defaultValue = "4")
    int changes;

    @Inject
    @ConfigProperty(name = "pesto.order.changes-of-one-row", defaultValue = "2")
    int changesOfOneRow;

    @Inject
    MetricRegistry metrics;

    private Admission placing;
    private Admission changing;

    @PostConstruct
    void open() {
        placing = new Admission(placements, placementsOfOneProduct);
        changing = new Admission(changes, changesOfOneRow);
    }

    /** Runs the placement of an order of these products; 503 {@code contention} when there is no place in time. */
    public <T> T toPlace(Arrival arrival, Set<Long> products, Supplier<T> work) {
        return in(placing, "placing", arrival, products, work);
    }

    /** Runs a change of something that exists: its orders row and the stock it moves; 503 {@code contention} when there is no place in time. */
    public <T> T toChange(Arrival arrival, Set<Long> rows, Supplier<T> work) {
        return in(changing, "changing", arrival, rows, work);
    }

    private <T> T in(Admission admission, String what, Arrival arrival, Set<Long> rows, Supplier<T> work) {
        long start = System.nanoTime();
        boolean entered = entered(admission, arrival, rows);
        metrics.timer("pesto_room_wait", new Tag("room", what)).update(Duration.ofNanos(System.nanoTime() - start));
        if (!entered) {
            metrics.counter("pesto_room_refusals", new Tag("room", what)).inc();
            throw new Refusal(CommonRefusal.CONTENTION, "Too many want the same at once; nothing was changed.")
                    .header("Retry-After", "1");
        }
        try {
            return work.get();
        } finally {
            admission.leave(rows);
        }
    }

    private static boolean entered(Admission admission, Arrival arrival, Set<Long> rows) {
        try {
            return admission.enter(rows, arrival.beforeItsStart(LONGEST_WAIT));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
