package dev.pesto.order.contention.control;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.contention.entity.Arrival;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
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

    /**
     * The same for a request with a key. {@code contention} says that nothing was left behind: who repeats a request that was answered finds what it has done, however
     * crowded it is.
     *
     * @param before what this key has done, read without a lock
     */
    public <T> T ofKey(Arrival arrival, Set<Long> rows, Supplier<T> transaction, Supplier<Optional<T>> before) {
        try {
            return of(arrival, rows, transaction);
        } catch (Refusal refusal) {
            if (refusal.type() != CommonRefusal.CONTENTION) {
                throw refusal;
            }
            return before.get().orElseThrow(() -> refusal);
        }
    }

    /** The same for one that would not know its own work. */
    public <T> T unlessCommitted(Arrival arrival, Set<Long> rows, Supplier<T> transaction) {
        return room.toChange(arrival, rows, () -> repetition.unlessCommitted(arrival, transaction));
    }
}
