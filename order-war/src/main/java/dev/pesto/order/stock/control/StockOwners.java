package dev.pesto.order.stock.control;

import dev.pesto.commons.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** Whose product it is. */
@ApplicationScoped
public class StockOwners {

    @PersistenceContext(unitName = "pesto-order")
    EntityManager em;

    /**
     * Throws 404 when there is no such product of the merchant.
     *
     * @param merchant null: anybody's
     */
    public void require(long product, Long merchant) {
        List<?> owners = em.createNativeQuery("SELECT merchant_id FROM product WHERE id = ?")
                .setParameter(1, product)
                .getResultList();
        boolean found = owners.stream().anyMatch(owner -> merchant == null || ((Number) owner).longValue() == merchant);
        if (!found) {
            throw Refusal.notFound();
        }
    }
}
