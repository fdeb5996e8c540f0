package dev.pesto.order.orders.entity;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** Where a merchant order is in its life; an order's own status is derived from its merchant orders. Living ones stand in the order of their advance. */
public enum OrderStatus {
    PENDING_PAYMENT,
    PLACED,
    ACCEPTED,
    PACKED,
    SHIPPED,
    DELIVERY_FAILED,
    OUT_FOR_DELIVERY,
    DELIVERED,
    EXPIRED,
    REJECTED,
    CANCELLED,
    RETURNED_TO_ORIGIN;

    private static final Set<OrderStatus> DEAD = EnumSet.of(EXPIRED, REJECTED, CANCELLED, RETURNED_TO_ORIGIN);
    private static final Set<OrderStatus> RESERVING = EnumSet.of(PENDING_PAYMENT, PLACED, ACCEPTED, PACKED);

    public boolean isDead() {
        return DEAD.contains(this);
    }

    public boolean isLiving() {
        return !isDead();
    }

    /** Its quantities are reserved: alive and not yet shipped. */
    public boolean isReserving() {
        return RESERVING.contains(this);
    }

    /** The status of an order: all alike = that; else the least advanced living one; none living = CANCELLED. */
    public static OrderStatus derivedFrom(Collection<OrderStatus> parts) {
        Set<OrderStatus> distinct = EnumSet.copyOf(parts);
        if (distinct.size() == 1) {
            return distinct.iterator().next();
        }
        return distinct.stream().filter(OrderStatus::isLiving).findFirst().orElse(CANCELLED);
    }
}
