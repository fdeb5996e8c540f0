package dev.pesto.order.settlement.entity;

/** How an order is paid. */
public enum PaymentMethod {
    /** Cash, collected at the door for each merchant order. */
    COD,
    /** Prepaid through the payment provider. */
    CARD
}
