package dev.pesto.order.payments.boundary;

/** Pays an order with the card it was placed with. */
public record Pay() {}
