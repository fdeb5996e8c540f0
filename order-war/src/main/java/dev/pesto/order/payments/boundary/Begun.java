package dev.pesto.order.payments.boundary;

import dev.pesto.order.payments.control.Charge;

/**
 * An attempt that is written.
 *
 * @param charge what to ask the provider; null when the attempt is decided
 * @param replayed the attempt of an earlier request with the same key
 */
public record Begun(PaymentView view, Charge charge, boolean replayed) {}
