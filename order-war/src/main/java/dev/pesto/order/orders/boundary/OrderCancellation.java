package dev.pesto.order.orders.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.orders.control.OrderLock;
import dev.pesto.order.orders.control.Steps;
import dev.pesto.order.orders.entity.Actor;
import dev.pesto.order.orders.entity.MerchantOrder;
import dev.pesto.order.orders.entity.Order;
import dev.pesto.order.orders.entity.OrderRefusal;
import dev.pesto.order.orders.entity.OrderStatus;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;

/** Cancels all living merchant orders of an order, or none. */
@Stateless
public class OrderCancellation {

    @Inject
    OrderLock lock;

    @Inject
    Steps steps;

    /**
     * Cancels the order, or finds it cancelled.
     *
     * @param actor BUYER (its own orders) or ADMIN
     * @param reason may be null
     */
    public Versioned cancel(long id, Actor actor, long actorId, String reason) {
        Order order = lock.order(id)
                .filter(found -> actor == Actor.ADMIN || found.isOf(actorId))
                .orElseThrow(Refusal::notFound);
        List<MerchantOrder> living =
                order.parts().stream().filter(part -> part.status().isLiving()).toList();
        if (living.isEmpty()) {
            if (order.status() == OrderStatus.CANCELLED) {
                return Versioned.asBefore(order);
            }
            throw OrderRefusal.invalidTransition(order.status(), OrderStatus.CANCELLED.name(), List.of());
        }
        List<MerchantOrder> fixed = living.stream()
                .filter(part -> !part.targets(actor).contains(OrderStatus.CANCELLED))
                .toList();
        if (!fixed.isEmpty()) {
            throw OrderRefusal.invalidTransition(
                            order.status(),
                            OrderStatus.CANCELLED.name(),
                            List.of(),
                            "It is cancelled whole or not at all, and of its merchant orders " + fixed.size()
                                    + " cannot be cancelled any more.")
                    .with(
                            "merchantOrders",
                            fixed.stream()
                                    .map(part -> new Fixed(
                                            Ids.format(part.id()), part.status().name()))
                                    .toList());
        }
        steps.take(order, living, OrderStatus.CANCELLED, actor, actorId, event -> event.telling(null, reason));
        return Versioned.asChanged(order);
    }

    /** A merchant order that cannot be cancelled any more. */
    public record Fixed(String id, String status) {}
}
