package dev.pesto.order.orders.control;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.orders.entity.Order;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;

/** The order that a key stands for. A plain read: locking the row would deadlock those who lost the race for it. */
@ApplicationScoped
public class Keys {

    @PersistenceContext(unitName = "pesto-order")
    EntityManager em;

    /** The buyer's order of this key; refused when the key belongs to another body. */
    public Optional<Order> order(long buyer, String key, byte[] hash) {
        Optional<Order> order = em
                .createNamedQuery("Order.byKey", Order.class)
                .setParameter("buyer", buyer)
                .setParameter("key", key)
                .getResultList()
                .stream()
                .findFirst();
        order.filter(found -> !found.isRequestedBy(hash)).ifPresent(found -> {
            throw new Refusal(CommonRefusal.IDEMPOTENCY_KEY_REUSED, "This key was used with another body.");
        });
        return order;
    }
}
