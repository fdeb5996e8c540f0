package dev.pesto.order.contention.control;

import dev.pesto.order.contention.entity.Arrival;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.function.Supplier;

/** Changes something that exists, outside any transaction: in a place of its room, again when it loses. */
@ApplicationScoped
public class Changing {

    @Inject
    Room room;

    @Inject
    Repetition repetition;

    /**
     * Runs a transaction that finds its own work when it is there already.
     *
     * @param rows the rows that it locks: orders and products, whose ids are of one kind
     */
    public <T> T of(Arrival arrival, Set<Long> rows, Supplier<T> transaction) {
        return room.toChange(arrival, rows, () -> repetition.of(arrival, transaction));
    }

    /** The same for one that would not know its own work. */
    public <T> T unlessCommitted(Arrival arrival, Set<Long> rows, Supplier<T> transaction) {
        return room.toChange(arrival, rows, () -> repetition.unlessCommitted(arrival, transaction));
    }
}
