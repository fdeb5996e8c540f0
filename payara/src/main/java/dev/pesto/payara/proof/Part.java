package dev.pesto.payara.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One merchant order as far as the clients know it. Answers can overtake each other, steps cannot: no step leads back here (a
 * parcel is tried once), so the farthest status that was told is the last one.
 */
final class Part {
    private static final List<String> WAY = List.of(
            "PENDING_PAYMENT",
            "PLACED",
            "ACCEPTED",
            "PACKED",
            "SHIPPED",
            "OUT_FOR_DELIVERY",
            "DELIVERY_FAILED",
            "DELIVERED",
            "RETURNED_TO_ORIGIN",
            "EXPIRED",
            "REJECTED",
            "CANCELLED");

    private final long id;
    private final String path;
    private final long subtotal;
    private final Map<Long, Integer> lines;
    private final Set<String> uncertain = ConcurrentHashMap.newKeySet();
    private int farthest;

    private Part(long id, String path, long subtotal, Map<Long, Integer> lines) {
        this.id = id;
        this.path = path;
        this.subtotal = subtotal;
        this.lines = Map.copyOf(lines);
    }

    static Part of(JsonNode view) {
        Map<Long, Integer> lines = new HashMap<>();
        view.path("lines")
                .forEach(line -> lines.put(
                        Ledger.number(line.path("productId")),
                        line.path("quantity").asInt()));
        return new Part(
                Ledger.number(view.path("id")),
                "/merchant-orders/" + view.path("id").asText(),
                view.path("subtotal").path("amount").asLong(),
                lines);
    }

    long id() {
        return id;
    }

    String path() {
        return path;
    }

    long subtotal() {
        return subtotal;
    }

    Map<Long, Integer> lines() {
        return lines;
    }

    synchronized void told(String status) {
        farthest = Math.max(farthest, WAY.indexOf(status));
    }

    /** A step there was refused while something was pulled: a frozen instance may still take it. */
    void maybe(String status) {
        uncertain.add(status);
    }

    synchronized String status() {
        return WAY.get(farthest);
    }

    /** Whether the database may say so: what was told, what the system does by itself, or what a client cannot know. */
    synchronized boolean allows(String status, boolean prepaid) {
        boolean bySystem = prepaid && farthest == 0 && (status.equals("PLACED") || status.equals("EXPIRED"));
        return status.equals(status()) || bySystem || (uncertain.contains(status) && WAY.indexOf(status) > farthest);
    }
}
