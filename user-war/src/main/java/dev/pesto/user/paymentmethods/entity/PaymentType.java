package dev.pesto.user.paymentmethods.entity;

/** Where the money comes from: the buyer, at the door, or the payment provider. */
public enum PaymentType {
    COD,
    CARD
}
