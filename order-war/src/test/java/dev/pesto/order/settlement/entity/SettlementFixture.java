package dev.pesto.order.settlement.entity;

/** Parts, attempts and refunds of one order, in words. */
final class SettlementFixture {

    static final long ORDER = 1;
    private static long nextId = 100;

    private SettlementFixture() {}

    static Part living(long id, long subtotal) {
        return new Part(id, subtotal, true, false, 0);
    }

    static Part collected(long id, long subtotal) {
        return new Part(id, subtotal, true, true, 0);
    }

    static Part dead(long id, long subtotal, long diedAt) {
        return new Part(id, subtotal, false, false, diedAt);
    }

    static Part dead(long id, long subtotal) {
        return dead(id, subtotal, 0);
    }

    static Payment undecided(long amount) {
        return new Payment(nextId++, ORDER, amount, "INR", "key", new byte[32], 0);
    }

    static Payment captured(long amount) {
        Payment payment = undecided(amount);
        payment.capture(1);
        return payment;
    }

    static Payment declined(long amount) {
        Payment payment = undecided(amount);
        payment.decline(1);
        return payment;
    }

    static Refund refund(Payment payment, Part part) {
        return Refund.ofPart(nextId++, payment, part, 2);
    }

    static Refund lateVoid(Payment payment) {
        return Refund.ofLateCapture(nextId++, payment, 2);
    }

    static Refund done(Refund refund) {
        refund.carriedOut(3);
        return refund;
    }
}
