package dev.pesto.order.settlement.entity;

/** Where the money of an order is. */
public enum PaymentStatus {
    DUE,
    PARTLY_COLLECTED,
    COLLECTED,
    CANCELLED,
    AWAITING,
    PENDING,
    CAPTURED,
    REFUND_PENDING,
    PARTLY_REFUNDED,
    REFUNDED
}
