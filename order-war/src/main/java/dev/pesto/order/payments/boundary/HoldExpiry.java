package dev.pesto.order.payments.boundary;

import dev.pesto.order.orders.control.DatabaseClock;
import dev.pesto.order.orders.control.Steps;
import dev.pesto.order.orders.entity.Actor;
import dev.pesto.order.orders.entity.MerchantOrder;
import dev.pesto.order.orders.entity.Order;
import dev.pesto.order.orders.entity.OrderStatus;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** Ends holds. */
@Stateless
public class HoldExpiry {

    @PersistenceContext(unitName = "pesto-order")
    EntityManager em;

    @Inject
    Steps steps;

    @Inject
    DatabaseClock clock;

    /** Orders whose hold has ended, the oldest deadlines first. Read without a lock: each is looked at again under its own. */
    public List<Long> ended(int limit) {
        return em.createQuery(
                        "SELECT o.id FROM Order o WHERE o.status = :status AND o.expiresAt <= :now ORDER BY o.expiresAt",
                        Long.class)
                .setParameter("status", OrderStatus.PENDING_PAYMENT)
                .setParameter("now", clock.now())
                .setMaxResults(limit)
                .getResultList();
    }

    /**
     * Expires what still waits of one order; false when nothing does or someone has the order locked. It is locked by its primary key, never through the index of
     * deadlines: a lock on that index would deadlock with writers that hold the order and change its status.
     */
    public boolean expire(long orderId) {
        boolean waiting = !em.createNativeQuery(
                        "SELECT id FROM orders WHERE id = ? AND status = 'PENDING_PAYMENT' AND expires_at <= UNIX_TIMESTAMP(NOW(3)) * 1000 FOR UPDATE SKIP LOCKED")
                .setParameter(1, orderId)
                .getResultList()
                .isEmpty();
        if (!waiting) {
            return false;
        }
        Order order = em.find(Order.class, orderId);
        List<MerchantOrder> parts = order.parts().stream()
                .filter(part -> part.status() == OrderStatus.PENDING_PAYMENT)
                .toList();
        steps.take(order, parts, OrderStatus.EXPIRED, Actor.SYSTEM, null, event -> event);
        return true;
    }
}
