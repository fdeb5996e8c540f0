package dev.pesto.order.orders.entity;

import static dev.pesto.order.orders.entity.Actor.ADMIN;
import static dev.pesto.order.orders.entity.Actor.BUYER;
import static dev.pesto.order.orders.entity.Actor.MERCHANT;
import static dev.pesto.order.orders.entity.Actor.SYSTEM;
import static dev.pesto.order.orders.entity.OrderStatus.ACCEPTED;
import static dev.pesto.order.orders.entity.OrderStatus.CANCELLED;
import static dev.pesto.order.orders.entity.OrderStatus.DELIVERED;
import static dev.pesto.order.orders.entity.OrderStatus.DELIVERY_FAILED;
import static dev.pesto.order.orders.entity.OrderStatus.EXPIRED;
import static dev.pesto.order.orders.entity.OrderStatus.OUT_FOR_DELIVERY;
import static dev.pesto.order.orders.entity.OrderStatus.PACKED;
import static dev.pesto.order.orders.entity.OrderStatus.PENDING_PAYMENT;
import static dev.pesto.order.orders.entity.OrderStatus.PLACED;
import static dev.pesto.order.orders.entity.OrderStatus.REJECTED;
import static dev.pesto.order.orders.entity.OrderStatus.RETURNED_TO_ORIGIN;
import static dev.pesto.order.orders.entity.OrderStatus.SHIPPED;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The life of a merchant order: every step there is, and who may take it. What is not in this table does not happen. */
public final class LifeCycle {

    private record Step(OrderStatus from, OrderStatus to, Set<Actor> by) {}

    private static final List<Step> STEPS = List.of(
            step(PENDING_PAYMENT, PLACED, SYSTEM),
            step(PENDING_PAYMENT, EXPIRED, SYSTEM),
            step(PENDING_PAYMENT, CANCELLED, BUYER, MERCHANT, ADMIN),
            step(PLACED, ACCEPTED, MERCHANT),
            step(PLACED, REJECTED, MERCHANT),
            step(PLACED, CANCELLED, BUYER, MERCHANT, ADMIN),
            step(ACCEPTED, PACKED, MERCHANT),
            step(ACCEPTED, CANCELLED, BUYER, MERCHANT, ADMIN),
            step(PACKED, SHIPPED, MERCHANT),
            step(PACKED, CANCELLED, MERCHANT, ADMIN),
            step(SHIPPED, OUT_FOR_DELIVERY, MERCHANT),
            step(OUT_FOR_DELIVERY, DELIVERED, MERCHANT),
            step(OUT_FOR_DELIVERY, DELIVERY_FAILED, MERCHANT),
            step(DELIVERY_FAILED, OUT_FOR_DELIVERY, MERCHANT),
            step(DELIVERY_FAILED, RETURNED_TO_ORIGIN, MERCHANT));

    private LifeCycle() {}

    /** Whether there is such a step for the actor. */
    public static boolean allows(OrderStatus from, OrderStatus to, Actor actor) {
        return targets(from, actor).contains(to);
    }

    /** Where the actor may take a merchant order that is in {@code from}, in the order of the enum. */
    public static Set<OrderStatus> targets(OrderStatus from, Actor actor) {
        Set<OrderStatus> targets = EnumSet.noneOf(OrderStatus.class);
        for (Step step : STEPS) {
            if (step.from == from && step.by.contains(actor)) {
                targets.add(step.to);
            }
        }
        return targets;
    }

    private static Step step(OrderStatus from, OrderStatus to, Actor first, Actor... others) {
        return new Step(from, to, EnumSet.of(first, others));
    }
}
