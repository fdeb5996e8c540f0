package dev.pesto.order.orders.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which rows a change of an order is going to lock, read without a lock before it begins; none of this ever changes. Empty when there is no such order. */
@ApplicationScoped
public class Footprint {

    @PersistenceContext(unitName = "pesto-order")
    EntityManager em;

    /** The order and all its products. */
    public Set<Long> ofOrder(long orderId) {
        return ids("""
                SELECT m.order_id, l.product_id
                FROM merchant_order m JOIN order_line l ON l.merchant_order_id = m.id WHERE m.order_id = ?""", orderId);
    }

    /** The order of a merchant order and the merchant order's products. */
    public Set<Long> ofPart(long merchantOrderId) {
        return ids("""
                SELECT m.order_id, l.product_id
                FROM merchant_order m JOIN order_line l ON l.merchant_order_id = m.id WHERE m.id = ?""", merchantOrderId);
    }

    /** The order of a merchant order alone, for a change that moves no stock. */
    public Set<Long> ofPartWithoutStock(long merchantOrderId) {
        return ids("SELECT m.order_id, m.order_id FROM merchant_order m WHERE m.id = ?", merchantOrderId);
    }

    private Set<Long> ids(String pairs, long id) {
        Set<Long> ids = new HashSet<>();
        List<?> rows = em.createNativeQuery(pairs).setParameter(1, id).getResultList();
        for (Object row : rows) {
            Object[] pair = (Object[]) row;
            ids.add(((Number) pair[0]).longValue());
            ids.add(((Number) pair[1]).longValue());
        }
        return ids;
    }
}
