package dev.pesto.order.payments.control;

/**
 * Whoever moves the buyers' money. Called outside every lock and transaction. Both calls are idempotent by the id they carry: asked again, also by another instance
 * or years later, the provider answers for the same movement and makes no second one.
 */
public interface PaymentProvider {

    /** Takes the money of an attempt, or tells how an attempt that was asked for before stands. Returns within about 3 s. */
    Answer charge(Charge charge);

    /** Gives money back; true when the provider has confirmed it, false when it has to be asked again. Returns within about 3 s. */
    boolean giveBack(GiveBack giveBack);
}
