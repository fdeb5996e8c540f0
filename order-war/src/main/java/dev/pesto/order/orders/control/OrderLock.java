package dev.pesto.order.orders.control;

import dev.pesto.order.contention.control.LockTime;
import dev.pesto.order.orders.entity.Order;
import dev.pesto.order.stock.control.StockLock;
import dev.pesto.order.stock.entity.StockLevel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The one place where rows are locked by whoever changes an order that exists: first its orders row, which covers its merchant orders, then stock rows in ascending
 * product id. Placing an order locks stock only, in the same order, so no circle can form.
 */
@ApplicationScoped
public class OrderLock {

    @PersistenceContext(unitName = "pesto-order")
    EntityManager em;

    @Inject
    StockLock stock;

    @Inject
    LockTime lockTime;

    /** The order, locked and read as it is now; empty when there is none. */
    public Optional<Order> order(long orderId) {
        return Optional.ofNullable(lockTime.waiting(
                "order", () -> em.find(Order.class, orderId, LockModeType.PESSIMISTIC_WRITE, lockTime.limits())));
    }

    /** The order that a merchant order of this merchant belongs to, locked; empty when there is none. */
    public Optional<Order> orderOf(long merchantOrderId, long merchant) {
        // The order of a merchant order never changes, so this may be read before the lock.
        List<Long> ids = em.createQuery(
                        "SELECT m.order.id FROM MerchantOrder m WHERE m.id = :id AND m.merchantId = :merchant",
                        Long.class)
                .setParameter("id", merchantOrderId)
                .setParameter("merchant", merchant)
                .getResultList();
        return ids.stream().findFirst().flatMap(this::order);
    }

    /** Stock rows, locked in ascending product id, by product id; after the order's own row. */
    public Map<Long, StockLevel> stock(SortedSet<Long> productIds) {
        return stock.rows(productIds);
    }
}
