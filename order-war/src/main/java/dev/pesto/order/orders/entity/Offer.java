package dev.pesto.order.orders.entity;

/**
 * A product as it is sold at the moment of ordering; copied into the order.
 *
 * @param price minor units of the currency
 */
public record Offer(long productId, long merchantId, String sku, String name, long price, String currency) {}
