package dev.pesto.order.orders.control;

import dev.pesto.commons.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which rows a change of an order is going to lock, read without a lock before it begins; none of this ever changes. Whoever asks for what is not theirs is told here that it
 * does not exist, before they wait for anything or have anybody wait.
 */
@ApplicationScoped
public class Footprint {

    @PersistenceContext(unitName = "pesto-order")
    EntityManager em;

    /**
     * The order and all its products.
     *
     * @param buyer null: an ADMIN may change everybody's
     */
    public Set<Long> ofOrder(long orderId, Long buyer) {
        return ids("""
                SELECT o.id, l.product_id
                FROM orders o JOIN merchant_order m ON m.order_id = o.id JOIN order_line l ON l.merchant_order_id = m.id
                WHERE o.id = ? AND o.buyer_id = COALESCE(?, o.buyer_id)""", orderId, buyer);
    }

    /** The order alone, for a change that moves no stock. */
    public Set<Long> ofOrderWithoutStock(long orderId, long buyer) {
        return ids("SELECT o.id, o.id FROM orders o WHERE o.id = ? AND o.buyer_id = ?", orderId, buyer);
    }

    /** The order of a merchant order and the merchant order's products. */
    public Set<Long> ofPart(long merchantOrderId, long merchant) {
        return ids("""
                SELECT m.order_id, l.product_id
                FROM merchant_order m JOIN order_line l ON l.merchant_order_id = m.id
                WHERE m.id = ? AND m.merchant_id = ?""", merchantOrderId, merchant);
    }

    /** The order of a merchant order alone, for a change that moves no stock. */
    public Set<Long> ofPartWithoutStock(long merchantOrderId, long merchant) {
        return ids(
                "SELECT m.order_id, m.order_id FROM merchant_order m WHERE m.id = ? AND m.merchant_id = ?",
                merchantOrderId,
                merchant);
    }

    private Set<Long> ids(String pairs, long id, Long owner) {
        Set<Long> ids = new HashSet<>();
        List<?> rows = em.createNativeQuery(pairs)
                .setParameter(1, id)
                .setParameter(2, owner)
                .getResultList();
        if (rows.isEmpty()) {
            throw Refusal.notFound();
        }
        for (Object row : rows) {
            Object[] pair = (Object[]) row;
            ids.add(((Number) pair[0]).longValue());
            ids.add(((Number) pair[1]).longValue());
        }
        return ids;
    }
}
