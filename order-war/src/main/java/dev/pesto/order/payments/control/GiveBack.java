package dev.pesto.order.payments.control;

/**
 * A refund or void as the provider sees it.
 *
 * @param refundId the idempotency key
 * @param orderId whose money it is
 * @param attemptId the attempt whose money it is
 * @param amount minor units of the attempt's currency
 * @param whole the attempt is voided as a whole
 */
public record GiveBack(long refundId, long orderId, long attemptId, long amount, boolean whole) {}
