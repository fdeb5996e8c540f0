package dev.pesto.order.stock.boundary;

import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.stock.control.StockOwners;
import dev.pesto.order.stock.entity.StockLevel;
import dev.pesto.order.stock.entity.StockMovement;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** Reads stock and its ledger. Nothing is locked. */
@Stateless
public class StockReading {

    /** The greatest stock of a product, as the database has it too. */
    public static final long MOST_ON_HAND = 1_000_000_000;

    @PersistenceContext(unitName = "pesto-order")
    EntityManager em;

    @Inject
    StockOwners owners;

    /**
     * How much there is of a product.
     *
     * @param merchant null: an ADMIN sees all
     */
    public StockView level(long product, Long merchant) {
        owners.require(product, merchant);
        StockLevel level = em.find(StockLevel.class, product);
        if (level == null) {
            throw Refusal.notFound();
        }
        return StockView.of(level);
    }

    /**
     * The ledger, newest first; one entry more than the limit when there are more.
     *
     * @param merchant null: an ADMIN sees all
     * @param before id of the last entry of the page before
     */
    public List<MovementView> ledger(long product, Long merchant, long before, int limit) {
        owners.require(product, merchant);
        return em
                .createNamedQuery("StockMovement.page", StockMovement.class)
                .setParameter("product", product)
                .setParameter("before", before)
                .setMaxResults(limit + 1)
                .getResultList()
                .stream()
                .map(MovementView::of)
                .toList();
    }
}
