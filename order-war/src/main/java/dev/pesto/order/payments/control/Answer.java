package dev.pesto.order.payments.control;

/** What a provider says about an attempt. */
public enum Answer {
    CAPTURED,
    DECLINED,
    /** Not decided yet, or no answer in time: ask again. */
    UNDECIDED
}
