package dev.pesto.order.orders.entity;

/** What a line of the timeline tells. */
public enum EventType {
    /** The first event of every merchant order. */
    ORDER_RECEIVED,
    /** The prepaid order is paid. */
    PAYMENT_CAPTURED,
    ACCEPTED,
    REJECTED,
    PACKED,
    SHIPPED,
    OUT_FOR_DELIVERY,
    DELIVERY_FAILED,
    DELIVERED,
    RETURNED_TO_ORIGIN,
    CANCELLED,
    EXPIRED,
    CASH_COLLECTED,
    NOTE;

    /** The event that tells of a step. */
    public static EventType of(OrderStatus reached) {
        return switch (reached) {
            case PENDING_PAYMENT -> ORDER_RECEIVED;
            case PLACED -> PAYMENT_CAPTURED;
            default -> valueOf(reached.name());
        };
    }
}
