package dev.pesto.payara.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.commons.ids.Ids;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the clients were promised: every key they sent, and what they know of it. */
final class Ledger {
    private static final int RECENT = 400;

    /** One key of one kind of request. {@code order} is 0 while nothing is promised. */
    static final class Sent {
        final String path;
        final String key;
        final String body;
        private volatile long id;
        private volatile boolean uncertain;
        private volatile boolean undecided = true;

        Sent(String path, String key, String body) {
            this.path = path;
            this.key = key;
            this.body = body;
        }

        /** Of the row that was promised; 0: none. */
        long id() {
            return id;
        }

        /** Refused while something was pulled. */
        boolean isUncertain() {
            return uncertain;
        }

        boolean isUndecided() {
            return undecided;
        }

        /** False when another id was promised before. */
        synchronized boolean promised(long promisedId) {
            undecided = false;
            if (id == 0) {
                id = promisedId;
            }
            return id == promisedId;
        }

        void refused(boolean disturbed) {
            undecided = false;
            uncertain |= disturbed;
        }
    }

    /** What a client asked for with POST /orders. */
    record Placement(Sent sent, Market.Buyer buyer, Map<Long, Integer> quantities, long total, String card) {}

    /** An order as it was promised. */
    record Order(long id, Placement placement, List<Part> parts) {}

    /** An adjustment of one product. */
    record Adjustment(Sent sent, Market.Product product, long delta) {}

    /** An attempt to pay; {@code status} is the last that was told. */
    static final class Attempt {
        final Sent sent;
        final Order order;
        private volatile String status = "";

        Attempt(Sent sent, Order order) {
            this.sent = sent;
            this.order = order;
        }

        void told(String told) {
            status = told;
        }

        String status() {
            return status;
        }
    }

    private final Map<String, Placement> placements = new ConcurrentHashMap<>();
    private final Map<Long, Order> orders = new ConcurrentHashMap<>();
    private final List<Order> inTurn = new ArrayList<>();
    private final Map<String, Adjustment> adjustments = new ConcurrentHashMap<>();
    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();

    Placement sent(Placement placement) {
        placements.put(placement.sent().key, placement);
        return placement;
    }

    Adjustment sent(Adjustment adjustment) {
        adjustments.put(adjustment.sent().key, adjustment);
        return adjustment;
    }

    Attempt sent(Attempt attempt) {
        attempts.put(attempt.sent.key, attempt);
        return attempt;
    }

    /** A view of the order was shown to its buyer: a promise, or the same promise again. */
    Order promised(Placement placement, JsonNode view) {
        long id = number(view.path("id"));
        Order order = orders.computeIfAbsent(id, fresh -> {
            Order made = new Order(fresh, placement, parts(view));
            synchronized (inTurn) {
                inTurn.add(made);
            }
            return made;
        });
        view.path("merchantOrders").forEach(part -> order.parts().stream()
                .filter(known -> known.id() == number(part.path("id")))
                .forEach(known -> known.told(part.path("status").asText())));
        return order;
    }

    private static List<Part> parts(JsonNode view) {
        List<Part> parts = new ArrayList<>();
        view.path("merchantOrders").forEach(part -> parts.add(Part.of(part)));
        return List.copyOf(parts);
    }

    static long number(JsonNode id) {
        return Ids.parse(id.asText()).orElse(-1);
    }

    /** One of the latest orders, for whoever wants to do something with it. */
    Optional<Order> recent(Random random) {
        synchronized (inTurn) {
            if (inTurn.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(inTurn.get(inTurn.size() - 1 - random.nextInt(Math.min(RECENT, inTurn.size()))));
        }
    }

    /** Any order since the beginning. */
    Optional<Order> old(Random random) {
        synchronized (inTurn) {
            return inTurn.isEmpty() ? Optional.empty() : Optional.of(inTurn.get(random.nextInt(inTurn.size())));
        }
    }

    Optional<Placement> placement(String key) {
        return Optional.ofNullable(placements.get(key));
    }

    Collection<Placement> placements() {
        return placements.values();
    }

    Optional<Order> order(long id) {
        return Optional.ofNullable(orders.get(id));
    }

    Collection<Order> orders() {
        return orders.values();
    }

    Optional<Adjustment> adjustment(String key) {
        return Optional.ofNullable(adjustments.get(key));
    }

    Collection<Adjustment> adjustments() {
        return adjustments.values();
    }

    Optional<Attempt> attempt(String key) {
        return Optional.ofNullable(attempts.get(key));
    }

    Collection<Attempt> attempts() {
        return attempts.values();
    }

    /** Statuses without life. */
    static final Set<String> DEAD = Set.of("EXPIRED", "REJECTED", "CANCELLED", "RETURNED_TO_ORIGIN");

    /** Statuses that keep units reserved. */
    static final Set<String> RESERVING = Set.of("PENDING_PAYMENT", "PLACED", "ACCEPTED", "PACKED");
}
