package dev.pesto.order.fulfilment.boundary;

/**
 * What a step led to.
 *
 * @param first false when the merchant order was there already
 */
public record Taken(MerchantOrderView view, boolean first) {}
