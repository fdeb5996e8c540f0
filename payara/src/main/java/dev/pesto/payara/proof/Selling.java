package dev.pesto.payara.proof;

import dev.pesto.payara.proof.Ledger.Adjustment;
import dev.pesto.payara.proof.Ledger.Order;
import dev.pesto.payara.proof.Ledger.Sent;
import dev.pesto.payara.proof.Sender.Decision;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** What merchants do. */
final class Selling {
    private final Market market;
    private final Ledger ledger;
    private final Sender sender;
    private final Timeline timeline;
    private final Findings findings;

    Selling(Market market, Ledger ledger, Sender sender, Timeline timeline, Findings findings) {
        this.market = market;
        this.ledger = ledger;
        this.sender = sender;
        this.timeline = timeline;
        this.findings = findings;
    }

    /** More comes in than is found broken; the hot products get a little at a time, so that they run out again and again. */
    void adjust(Random random) {
        boolean hot = random.nextBoolean();
        Market.Product product = hot ? market.hot(random) : market.any(random);
        int most = hot ? 8 : 80;
        long delta = random.nextInt(4) == 0 ? -(1 + random.nextInt(1 + most / 4)) : 1 + random.nextInt(most);
        String path = "/stock/" + product.id() + "/adjustments";
        String body = Doors.json(Map.of("delta", delta, "reason", "counted"));
        adjust(ledger.sent(new Adjustment(new Sent(path, UUID.randomUUID().toString(), body), product, delta)));
    }

    void adjust(Adjustment adjustment) {
        Sent sent = adjustment.sent();
        Decision decision = sender.post(adjustment.product().merchant(), sent.path, sent.body, sent.key);
        Answer answer = decision.answer();
        if (answer.status() == 201) {
            timeline.count("adjustments");
            if (!sent.promised(Ledger.number(answer.body().path("id")))) {
                findings.add("doubled adjustments", "key " + sent.key + " was promised two entries");
            }
        } else if (answer.status() != 0) {
            sent.refused(decision.disturbed());
            refused("adjust", answer, Set.of("stock_reserved", "contention"));
        }
    }

    /** Takes a merchant order one step on, whatever step its status calls for. */
    void step(Random random) {
        ledger.recent(random).ifPresent(order -> {
            Part part = order.parts().get(random.nextInt(order.parts().size()));
            switch (part.status()) {
                case "PLACED" -> {
                    if (random.nextInt(12) == 0) {
                        move(order, part, "rejection", "{\"reason\":\"proof\"}", "REJECTED");
                    } else {
                        move(order, part, "acceptance", "{}", "ACCEPTED");
                    }
                }
                case "ACCEPTED" -> move(order, part, "packing", "{}", "PACKED");
                case "PACKED" -> {
                    if (random.nextInt(12) == 0) {
                        move(order, part, "cancellation", "{\"reason\":\"proof\"}", "CANCELLED");
                    } else {
                        move(order, part, "shipment", "{\"carrier\":\"India Post\"}", "SHIPPED");
                    }
                }
                case "SHIPPED" -> report(order, part, "OUT_FOR_DELIVERY");
                case "OUT_FOR_DELIVERY" -> {
                    if (random.nextInt(6) == 0) {
                        report(order, part, "DELIVERY_FAILED");
                    } else {
                        deliver(order, part);
                    }
                }
                case "DELIVERY_FAILED" -> report(order, part, "RETURNED_TO_ORIGIN");
                default -> timeline.count("nothing to do");
            }
        });
    }

    private void deliver(Order order, Part part) {
        if (order.placement().card() == null) {
            String body = Doors.json(Map.of("amount", Map.of("amount", part.subtotal(), "currency", "INR")));
            move(order, part, "cash-collection", body, null);
        }
        report(order, part, "DELIVERED");
    }

    private void report(Order order, Part part, String type) {
        move(order, part, "tracking-events", Doors.json(Map.of("type", type)), type);
    }

    /** @param target what was told of the part when it succeeds; null: nothing new */
    private void move(Order order, Part part, String step, String body, String target) {
        Person merchant = market.merchantOf(part);
        Decision decision = sender.post(
                merchant, part.path() + "/" + step, body, UUID.randomUUID().toString());
        Answer answer = decision.answer();
        if (answer.isSuccess()) {
            timeline.count("steps");
            if (target != null) {
                part.told(target);
            }
        } else if (answer.status() != 0) {
            if (target != null && decision.disturbed()) {
                part.maybe(target);
            }
            refused(step + " of order " + order.id(), answer, Set.of("invalid_transition", "contention"));
        }
    }

    private void refused(String what, Answer answer, Set<String> expected) {
        timeline.count("refused " + answer.code());
        if (!expected.contains(answer.code())) {
            findings.add("unexpected refusal", what + ": " + answer.status() + " " + answer.body());
        }
    }
}
