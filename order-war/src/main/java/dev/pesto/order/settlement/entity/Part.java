package dev.pesto.order.settlement.entity;

/**
 * What settlement has to know of one merchant order.
 *
 * @param subtotal minor units of the order's currency
 * @param living not dead: EXPIRED, REJECTED, CANCELLED and RETURNED_TO_ORIGIN are
 * @param collected its cash has been taken at the door
 * @param changedAt epoch milliseconds of its last change
 */
public record Part(long merchantOrderId, long subtotal, boolean living, boolean collected, long changedAt) {}
