package dev.pesto.order.payments.control;

import java.time.Instant;

/**
 * An attempt as the provider sees it.
 *
 * @param attemptId the idempotency key
 * @param orderId whose money it is
 * @param token the provider's own name for the buyer's card
 * @param amount minor units of the currency
 * @param madeAt when the attempt was written
 * @param deadline until when the order holds its stock
 */
public record Charge(
        long attemptId, long orderId, String token, long amount, String currency, Instant madeAt, Instant deadline) {}
