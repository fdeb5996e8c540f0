package dev.pesto.order.orders.entity;

/** On whose behalf a merchant order moves. */
public enum Actor {
    BUYER,
    MERCHANT,
    ADMIN,
    /** The payment provider's answer, or the end of a hold. */
    SYSTEM
}
