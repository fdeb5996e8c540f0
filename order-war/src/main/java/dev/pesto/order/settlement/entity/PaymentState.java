package dev.pesto.order.settlement.entity;

import java.util.List;

/**
 * An order's derived payment.
 *
 * @param due what is still to be paid, minor units of the order's currency
 */
public record PaymentState(PaymentStatus status, long due) {

    /** The state of an order that is paid at the door. */
    public static PaymentState ofCash(List<Part> parts) {
        long due = parts.stream()
                .filter(part -> part.living() && !part.collected())
                .mapToLong(Part::subtotal)
                .sum();
        List<Part> living = parts.stream().filter(Part::living).toList();
        if (living.isEmpty()) {
            return new PaymentState(PaymentStatus.CANCELLED, 0);
        }
        long collected = living.stream().filter(Part::collected).count();
        if (collected == living.size()) {
            return new PaymentState(PaymentStatus.COLLECTED, 0);
        }
        return new PaymentState(collected == 0 ? PaymentStatus.DUE : PaymentStatus.PARTLY_COLLECTED, due);
    }

    /** The state of a prepaid order. */
    public static PaymentState ofCard(List<Part> parts, List<Payment> attempts, List<Refund> refunds) {
        long living = livingTotal(parts);
        boolean anyLiving = parts.stream().anyMatch(Part::living);
        if (refunds.stream().anyMatch(refund -> !refund.isDone())) {
            return new PaymentState(PaymentStatus.REFUND_PENDING, 0);
        }
        boolean captured = attempts.stream().anyMatch(attempt -> attempt.isCaptured() && !isVoided(attempt, refunds));
        if (!captured) {
            boolean undecided = attempts.stream().anyMatch(Payment::isUndecided);
            PaymentStatus open = undecided ? PaymentStatus.PENDING : PaymentStatus.AWAITING;
            return new PaymentState(anyLiving ? open : PaymentStatus.CANCELLED, living);
        }
        if (!anyLiving) {
            return new PaymentState(PaymentStatus.REFUNDED, 0);
        }
        boolean partly = refunds.stream().anyMatch(refund -> !refund.isVoid());
        return new PaymentState(partly ? PaymentStatus.PARTLY_REFUNDED : PaymentStatus.CAPTURED, 0);
    }

    static long livingTotal(List<Part> parts) {
        return parts.stream().filter(Part::living).mapToLong(Part::subtotal).sum();
    }

    static boolean isVoided(Payment attempt, List<Refund> refunds) {
        return refunds.stream().anyMatch(refund -> refund.isVoid() && refund.paymentId() == attempt.id());
    }
}
