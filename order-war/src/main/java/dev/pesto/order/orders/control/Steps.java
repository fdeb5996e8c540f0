package dev.pesto.order.orders.control;

import dev.pesto.commons.ids.Ids;
import dev.pesto.order.orders.entity.Actor;
import dev.pesto.order.orders.entity.MerchantOrder;
import dev.pesto.order.orders.entity.Order;
import dev.pesto.order.orders.entity.OrderEvent;
import dev.pesto.order.orders.entity.OrderLine;
import dev.pesto.order.orders.entity.OrderStatus;
import dev.pesto.order.settlement.control.Settlement;
import dev.pesto.order.stock.entity.StockLevel;
import dev.pesto.order.stock.entity.StockMovement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Takes steps of an order's life with everything that hangs on them: stock and its ledger, events, refunds, derived status. The order is locked by then. */
@ApplicationScoped
public class Steps {

    @PersistenceContext(unitName = "pesto-order")
    EntityManager em;

    @Inject
    OrderLock lock;

    @Inject
    Settlement settlement;

    @Inject
    DatabaseClock clock;

    /**
     * Moves parts of a locked order; the caller has checked that each may go there.
     *
     * @param actorId null: the system
     * @param telling adds to each event what was said with it; an event is never changed once it is written
     * @return the events, one for each part, in the order of the parts
     */
    public List<OrderEvent> take(
            Order order,
            List<MerchantOrder> parts,
            OrderStatus target,
            Actor actor,
            Long actorId,
            UnaryOperator<OrderEvent> telling) {
        long now = clock.now();
        Map<Long, StockLevel> stock = lock.stock(productsMovedBy(parts, target));
        List<OrderEvent> events = new ArrayList<>();
        for (MerchantOrder part : parts) {
            boolean reserved = part.status().isReserving();
            OrderEvent event = telling.apply(part.moveTo(target, actor, actorId, now));
            em.persist(event);
            events.add(event);
            for (OrderLine line : part.lines()) {
                move(stock.get(line.productId()), line, part, reserved, actorId, now);
            }
        }
        settle(order, now);
        return events;
    }

    /** Rewrites what is derived of a locked order after something about it has changed. */
    public void settle(Order order, long now) {
        order.settle(settlement.settle(order.id(), order.paymentMethod(), order.partsForSettlement(), now));
    }

    private static SortedSet<Long> productsMovedBy(List<MerchantOrder> parts, OrderStatus target) {
        SortedSet<Long> products = new TreeSet<>();
        for (MerchantOrder part : parts) {
            boolean gone = part.status().isReserving() && !target.isReserving();
            if (gone || target == OrderStatus.RETURNED_TO_ORIGIN) {
                part.lines().forEach(line -> products.add(line.productId()));
            }
        }
        return products;
    }

    private void move(StockLevel level, OrderLine line, MerchantOrder part, boolean reserved, Long actorId, long now) {
        if (part.status() == OrderStatus.SHIPPED) {
            level.ship(line.quantity());
            em.persist(StockMovement.ofMerchantOrder(
                    Ids.next(), line.productId(), -line.quantity(), part.id(), actorId, now));
        } else if (part.status() == OrderStatus.RETURNED_TO_ORIGIN) {
            level.takeBack(line.quantity());
            em.persist(StockMovement.ofMerchantOrder(
                    Ids.next(), line.productId(), line.quantity(), part.id(), actorId, now));
        } else if (reserved && !part.status().isReserving()) {
            level.release(line.quantity());
        }
    }
}
