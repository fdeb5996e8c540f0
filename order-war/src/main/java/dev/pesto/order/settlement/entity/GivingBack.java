package dev.pesto.order.settlement.entity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which parts' money a captured attempt has to give back. */
public final class GivingBack {

    private GivingBack() {}

    /**
     * The dead parts whose money is still kept. The attempt was for the parts that lived when it was made, so what it keeps beyond the living ones belongs to parts
     * that died since: the newest deaths first, and never more than that surplus.
     */
    public static List<Part> owedFor(Payment captured, List<Part> parts, List<Refund> refunds) {
        long givenBack = refunds.stream()
                .filter(refund -> refund.paymentId() == captured.id())
                .mapToLong(Refund::amount)
                .sum();
        long surplus = captured.amount() - givenBack - PaymentState.livingTotal(parts);
        List<Part> candidates = parts.stream()
                .filter(part -> !part.living() && part.subtotal() > 0)
                .filter(part -> refunds.stream().noneMatch(refund -> refund.isOf(captured, part)))
                .sorted(Comparator.comparingLong(Part::changedAt)
                        .reversed()
                        .thenComparing(Comparator.comparingLong(Part::merchantOrderId)))
                .toList();
        List<Part> owed = new ArrayList<>();
        for (Part part : candidates) {
            if (part.subtotal() <= surplus) {
                owed.add(part);
                surplus -= part.subtotal();
            }
        }
        return owed;
    }
}
