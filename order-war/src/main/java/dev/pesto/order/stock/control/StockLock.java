package dev.pesto.order.stock.control;

import dev.pesto.order.stock.entity.StockLevel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The one place where stock is locked: all rows in one query, in ascending product id, so that crossed baskets wait for each other instead of deadlocking. */
@ApplicationScoped
public class StockLock {

    /** InnoDB's own timeout is per row; this one is for the statement. */
    private static final int LONGEST_WAIT_MILLIS = 3000;

    @PersistenceContext(unitName = "pesto-order")
    EntityManager em;

    /** The rows, locked and read as they are now, by product id. */
    public Map<Long, StockLevel> rows(SortedSet<Long> productIds) {
        if (productIds.isEmpty()) {
            return Map.of();
        }
        return em
                .createNamedQuery("StockLevel.ascending", StockLevel.class)
                .setParameter("products", productIds)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .setHint("jakarta.persistence.query.timeout", LONGEST_WAIT_MILLIS)
                .getResultList()
                .stream()
                .collect(Collectors.toMap(StockLevel::productId, Function.identity()));
    }
}
