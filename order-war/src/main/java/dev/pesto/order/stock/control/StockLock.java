package dev.pesto.order.stock.control;

import dev.pesto.order.contention.control.LockTime;
import dev.pesto.order.stock.entity.StockLevel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The one place where stock is locked: all rows in one query, in ascending product id, so that crossed baskets wait for each other instead of deadlocking. */
@ApplicationScoped
public class StockLock {

    @PersistenceContext(unitName = "pesto-order")
    EntityManager em;

    @Inject
    LockTime lockTime;

    /** The rows, locked and read as they are now, by product id. */
    public Map<Long, StockLevel> rows(SortedSet<Long> productIds) {
        if (productIds.isEmpty()) {
            return Map.of();
        }
        TypedQuery<StockLevel> query = em.createNamedQuery("StockLevel.ascending", StockLevel.class)
                .setParameter("products", productIds)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE);
        lockTime.limits().forEach(query::setHint);
        return lockTime.waiting("stock", query::getResultList).stream()
                .collect(Collectors.toMap(StockLevel::productId, Function.identity()));
    }
}
