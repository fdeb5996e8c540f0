package dev.pesto.payara.proof;

import dev.pesto.commons.ids.Ids;
import dev.pesto.payara.proof.Ledger.Attempt;
import dev.pesto.payara.proof.Ledger.Order;
import dev.pesto.payara.proof.Ledger.Placement;
import dev.pesto.payara.proof.Ledger.Sent;
import dev.pesto.payara.proof.Sender.Decision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** What buyers do. */
final class Buying {
    private static final Set<String> PLACING = Set.of("out_of_stock", "contention");

    private final Market market;
    private final Ledger ledger;
    private final Sender sender;
    private final Doors doors;
    private final Timeline timeline;
    private final Findings findings;
    private final Executor second;

    /** @param second runs the second of two requests at once */
    Buying(
            Market market,
            Ledger ledger,
            Sender sender,
            Doors doors,
            Timeline timeline,
            Findings findings,
            Executor second) {
        this.market = market;
        this.ledger = ledger;
        this.sender = sender;
        this.doors = doors;
        this.timeline = timeline;
        this.findings = findings;
        this.second = second;
    }

    void placeSmall(Random random) {
        Map<Market.Product, Integer> basket = new LinkedHashMap<>();
        int lines = 1 + random.nextInt(3);
        for (int i = 0; i < lines; i++) {
            basket.put(market.any(random), 1 + random.nextInt(3));
        }
        place(placement(random, basket));
    }

    void placeHot(Random random) {
        place(placement(random, Map.of(market.hot(random), 1)));
    }

    /** In random order, as baskets come. */
    void placeLarge(Random random) {
        List<Market.Product> products = new ArrayList<>(market.products);
        Collections.shuffle(products, random);
        Map<Market.Product, Integer> basket = new LinkedHashMap<>();
        products.subList(0, 10).forEach(product -> basket.put(product, 1));
        place(placement(random, basket));
    }

    /** The same request through two doors at the same time: one order. */
    void placeTwiceAtOnce(Random random) {
        Placement placement = placement(random, Map.of(market.any(random), 1));
        CompletableFuture<Void> other = CompletableFuture.runAsync(
                () -> {
                    doors.prefer(1);
                    place(placement);
                },
                second);
        doors.prefer(0);
        place(placement);
        other.join();
        timeline.count("sent twice at once");
    }

    private Placement placement(Random random, Map<Market.Product, Integer> basket) {
        Market.Buyer buyer = market.buyers.get(random.nextInt(market.buyers.size()));
        String card = Market.payment(random);
        List<Map<String, Object>> lines = new ArrayList<>();
        Map<Long, Integer> quantities = new HashMap<>();
        long total = 0;
        for (Map.Entry<Market.Product, Integer> wanted : basket.entrySet()) {
            lines.add(Map.of("productId", wanted.getKey().id(), "quantity", wanted.getValue()));
            quantities.put(wanted.getKey().number(), wanted.getValue());
            total += wanted.getKey().price() * wanted.getValue();
        }
        String method = card == null ? buyer.cash() : buyer.cards().get(card);
        String body = Doors.json(Map.of("lines", lines, "addressId", buyer.address(), "paymentMethodId", method));
        Sent sent = new Sent("/orders", UUID.randomUUID().toString(), body);
        return ledger.sent(new Placement(sent, buyer, quantities, total, card));
    }

    /** Sends it until it is decided, and writes down what was said. */
    void place(Placement placement) {
        Sent sent = placement.sent();
        Decision decision = sender.post(placement.buyer().person(), sent.path, sent.body, sent.key);
        Answer answer = decision.answer();
        if (answer.status() == 201) {
            promised(placement, answer);
        } else if (answer.status() != 0) {
            sent.refused(decision.disturbed());
            refused("place", answer, PLACING);
        }
    }

    private void promised(Placement placement, Answer answer) {
        timeline.count(answer.replayed() ? "replays" : "orders");
        Order order = ledger.promised(placement, answer.body());
        if (!placement.sent().promised(order.id())) {
            findings.add("doubled orders", "key " + placement.sent().key + " was promised two orders");
        }
        if (answer.body().path("total").path("amount").asLong() != placement.total()) {
            findings.add("wrong total", "order " + answer.body().path("id").asText());
        }
    }

    private void refused(String what, Answer answer, Set<String> expected) {
        timeline.count("refused " + answer.code());
        if (!expected.contains(answer.code())) {
            findings.add("unexpected refusal", what + ": " + answer.status() + " " + answer.body());
        }
    }

    /** Any old key, same body: its order, marked as replayed. */
    void replay(Random random) {
        ledger.old(random).ifPresent(order -> {
            Sent sent = order.placement().sent();
            Answer answer = sender.post(order.placement().buyer().person(), sent.path, sent.body, sent.key)
                    .answer();
            if (answer.status() == 201 && answer.replayed()) {
                promised(order.placement(), answer);
            } else if (answer.status() != 0) {
                findings.add("replay without its order", sent.key + ": " + answer.status() + " " + answer.code());
            }
        });
    }

    void reuseKey(Random random) {
        ledger.old(random).ifPresent(order -> {
            Sent sent = order.placement().sent();
            String other = sent.body.replaceFirst("\"quantity\":\\d+", "\"quantity\":77");
            Answer answer = sender.post(order.placement().buyer().person(), sent.path, other, sent.key)
                    .answer();
            timeline.count("keys sent with another body");
            if (!answer.code().equals("idempotency_key_reused") && answer.status() != 0) {
                findings.add("key reused", sent.key + ": " + answer.status() + " " + answer.code());
            }
        });
    }

    void cancel(Random random) {
        ledger.recent(random).ifPresent(order -> {
            String path = "/orders/" + Ids.format(order.id()) + "/cancellation";
            Decision decision = sender.post(
                    order.placement().buyer().person(),
                    path,
                    "{\"reason\":\"proof\"}",
                    UUID.randomUUID().toString());
            if (decision.answer().isSuccess()) {
                timeline.count("cancellations");
                ledger.promised(order.placement(), decision.answer().body());
            } else if (decision.answer().status() != 0) {
                if (decision.disturbed()) {
                    order.parts().forEach(part -> part.maybe("CANCELLED"));
                }
                refused("cancel", decision.answer(), Set.of("invalid_transition", "contention"));
            }
        });
    }

    void pay(Random random) {
        ledger.recent(random).filter(order -> order.placement().card() != null).ifPresent(order -> {
            String path = "/orders/" + Ids.format(order.id()) + "/payments";
            pay(ledger.sent(new Attempt(new Sent(path, UUID.randomUUID().toString(), "{}"), order)));
        });
    }

    void pay(Attempt attempt) {
        Sent sent = attempt.sent;
        Person buyer = attempt.order.placement().buyer().person();
        Decision decision = sender.post(buyer, sent.path, sent.body, sent.key);
        Answer answer = decision.answer();
        if (answer.status() == 201) {
            timeline.count("payments " + answer.body().path("status").asText());
            attempt.told(answer.body().path("status").asText());
            if (!sent.promised(Ledger.number(answer.body().path("id")))) {
                findings.add("doubled payments", "key " + sent.key + " was promised two attempts");
            }
        } else if (answer.status() != 0) {
            sent.refused(decision.disturbed());
            refused("pay", answer, Set.of("invalid_transition", "payment_in_progress", "contention"));
        }
    }
}
