package dev.pesto.order.stock.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.json.Body;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.stock.control.StockLock;
import dev.pesto.order.stock.control.StockOwners;
import dev.pesto.order.stock.entity.StockLevel;
import dev.pesto.order.stock.entity.StockMovement;
import dev.pesto.order.stock.entity.StockRefusal;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Changes what is on hand by hand. */
@Stateless
public class StockAdjustment {

    @PersistenceContext(unitName = "pesto-order")
    EntityManager em;

    @Inject
    StockOwners owners;

    @Inject
    StockLock lock;

    /**
     * Who adjusts what.
     *
     * @param merchant null: an ADMIN adjusts all
     */
    public record Request(
            long product, Long merchant, long actor, String key, AdjustStock wanted, Body<AdjustStock> body) {
        byte[] hash() {
            return body.hash();
        }
    }

    /**
     * What came of it.
     *
     * @param before it was there before this request
     */
    public record Adjusted(MovementView view, boolean before) {}

    /** The entry of this key: the one that is there, or a new one. */
    public Adjusted adjust(Request request) {
        owners.require(request.product(), request.merchant());
        // The lock comes before the key is looked up: all adjustments of a product are one after the other, so the key
        // decides without a race.
        StockLevel level = lock.rows(new TreeSet<>(List.of(request.product()))).get(request.product());
        if (level == null) {
            throw Refusal.notFound();
        }
        Optional<Adjusted> before = byKey(request);
        if (before.isPresent()) {
            return before.get();
        }
        check(level, request.wanted().delta());
        level.adjust(request.wanted().delta());
        StockMovement movement = StockMovement.adjustment(
                Ids.next(),
                request.product(),
                request.wanted().delta(),
                request.wanted().reason(),
                request.actor(),
                request.key(),
                request.hash(),
                System.currentTimeMillis());
        em.persist(movement);
        return new Adjusted(MovementView.of(movement), false);
    }

    /** The entry of this key that is there. */
    public Optional<Adjusted> before(Request request) {
        owners.require(request.product(), request.merchant());
        return byKey(request);
    }

    private Optional<Adjusted> byKey(Request request) {
        Optional<StockMovement> present = em
                .createNamedQuery("StockMovement.byKey", StockMovement.class)
                .setParameter("actor", request.actor())
                .setParameter("product", request.product())
                .setParameter("key", request.key())
                .getResultList()
                .stream()
                .findFirst();
        present.filter(found -> !found.isRequestedBy(request.hash())).ifPresent(found -> {
            throw new Refusal(CommonRefusal.IDEMPOTENCY_KEY_REUSED, "This key was used with another body.");
        });
        return present.map(found -> new Adjusted(MovementView.of(found), true));
    }

    private static void check(StockLevel level, long delta) {
        if (delta == 0) {
            throw Refusal.invalid("/delta", "range", "must not be 0");
        }
        if (level.onHand() + delta > StockReading.MOST_ON_HAND) {
            throw Refusal.invalid("/delta", "range", "the stock would be more than " + StockReading.MOST_ON_HAND);
        }
        if (level.onHand() + delta < level.reserved()) {
            throw new Refusal(
                            StockRefusal.STOCK_RESERVED,
                            "Of " + level.onHand() + " on hand " + level.reserved() + " are promised to buyers.")
                    .with("onHand", level.onHand())
                    .with("reserved", level.reserved());
        }
    }
}
