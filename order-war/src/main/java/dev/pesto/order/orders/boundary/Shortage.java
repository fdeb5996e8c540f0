package dev.pesto.order.orders.boundary;

/** A product of which there is not enough. */
public record Shortage(String productId, String sku, int requested, long available) {}
