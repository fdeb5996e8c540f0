package dev.pesto.order.payments.boundary;

import dev.pesto.order.orders.control.DatabaseClock;
import dev.pesto.order.orders.control.OrderLock;
import dev.pesto.order.orders.control.Steps;
import dev.pesto.order.orders.entity.Order;
import dev.pesto.order.payments.control.GiveBack;
import dev.pesto.order.settlement.entity.Refund;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** Sees to it that money that has to go back does. */
@Stateless
public class MoneyBack {

    @PersistenceContext(unitName = "pesto-order")
    EntityManager em;

    @Inject
    OrderLock lock;

    @Inject
    Steps steps;

    @Inject
    DatabaseClock clock;

    /** Refunds and voids that are due to be asked for. */
    public List<Long> due(int limit) {
        return em.createQuery(
                        "SELECT r.id FROM Refund r WHERE r.status = :status AND r.nextTryAt <= :now ORDER BY r.nextTryAt",
                        Long.class)
                .setParameter("status", Refund.Status.PENDING)
                .setParameter("now", clock.now())
                .setMaxResults(limit)
                .getResultList();
    }

    /** Takes one on; null when another instance has, or it is done. */
    public GiveBack takeOn(long refundId) {
        long now = clock.now();
        boolean mine = !em.createNativeQuery(
                        "SELECT id FROM refund WHERE id = ? AND status = 'PENDING' AND next_try_at <= ? FOR UPDATE SKIP LOCKED")
                .setParameter(1, refundId)
                .setParameter(2, now)
                .getResultList()
                .isEmpty();
        if (!mine) {
            return null;
        }
        Refund refund = em.find(Refund.class, refundId);
        refund.tryNow(now);
        return new GiveBack(refund.id(), refund.orderId(), refund.paymentId(), refund.amount(), refund.isVoid());
    }

    /** The provider has confirmed it. */
    public void done(GiveBack giveBack) {
        Order order = lock.order(giveBack.orderId()).orElseThrow();
        long now = clock.now();
        em.find(Refund.class, giveBack.refundId()).carriedOut(now);
        steps.settle(order, now);
    }
}
