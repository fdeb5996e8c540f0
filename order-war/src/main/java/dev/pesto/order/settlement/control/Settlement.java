package dev.pesto.order.settlement.control;

import dev.pesto.commons.ids.Ids;
import dev.pesto.order.settlement.entity.GivingBack;
import dev.pesto.order.settlement.entity.Part;
import dev.pesto.order.settlement.entity.Payment;
import dev.pesto.order.settlement.entity.PaymentMethod;
import dev.pesto.order.settlement.entity.PaymentState;
import dev.pesto.order.settlement.entity.Refund;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;

/** Keeps an order's money right; called in the transaction that changes the order, under its lock, after its parts have moved. */
@ApplicationScoped
public class Settlement {

    @PersistenceContext(unitName = "pesto-order")
    EntityManager em;

    /** Writes the refunds that the order's dead parts call for, and returns the order's payment as it is then. */
    public PaymentState settle(long orderId, PaymentMethod method, List<Part> parts, long now) {
        if (method == PaymentMethod.COD) {
            return PaymentState.ofCash(parts);
        }
        List<Payment> attempts = em.createNamedQuery("Payment.ofOrder", Payment.class)
                .setParameter("order", orderId)
                .getResultList();
        List<Refund> refunds = new ArrayList<>(em.createNamedQuery("Refund.ofOrder", Refund.class)
                .setParameter("order", orderId)
                .getResultList());
        for (Payment captured : attempts.stream().filter(Payment::isCaptured).toList()) {
            for (Part part : GivingBack.owedFor(captured, parts, refunds)) {
                Refund refund = Refund.ofPart(Ids.next(), captured, part, now);
                em.persist(refund);
                refunds.add(refund);
            }
        }
        return PaymentState.ofCard(parts, attempts, refunds);
    }

    /** The attempt succeeded when its order no longer waited for it: the money goes back as a whole. */
    public void voidLate(Payment captured, long now) {
        em.persist(Refund.ofLateCapture(Ids.next(), captured, now));
        em.flush();
    }
}
