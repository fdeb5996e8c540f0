package dev.pesto.payara.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.payara.cluster.ApiDocument.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** For each list of the API document somebody who sees it, and a way to make it longer. */
final class ListRows {
    private final Api api;
    private final Cast cast;
    private final String buyer;
    private final String merchant;
    private final String lamp;

    /**
     * One list.
     *
     * @param other the token of somebody else who may read the path; null where there is nobody
     * @param add makes one more row of it
     */
    record Listed(String path, String token, String other, Runnable add) {}

    ListRows(Api api, Cast cast) {
        this.api = api;
        this.cast = cast;
        buyer = cast.token("buyer");
        merchant = cast.token("merchant");
        lamp = api.product(merchant, 100, 100);
    }

    Listed of(Operation operation) {
        String path = operation.path();
        return switch (path) {
            case "/users" -> new Listed(path, cast.token("admin"), null, () -> api.register("BUYER"));
            case "/users/me/sessions" -> buyers(path, () -> cast.logIn("buyer"));
            case "/users/me/addresses", "/users/me/payment-methods" -> buyers(path, () -> api.delivery(buyer));
            case "/orders" -> buyers(path, this::placed);
            case "/merchant-orders" -> new Listed(path, merchant, cast.token("other-merchant"), this::placed);
            case "/products" -> new Listed(path, buyer, merchant, () -> api.product(merchant, 1, 100));
            case "/categories" -> new Listed(path, buyer, null, this::category);
            case "/stock/{id}/adjustments" -> {
                String ledger = path.replace("{id}", lamp);
                yield new Listed(
                        ledger, merchant, null, () -> api.post(ledger, merchant, Map.of("delta", 1, "reason", "found"))
                                .expect(201));
            }
            case "/orders/{id}/payments" -> {
                String payments = path.replace("{id}", declined());
                yield new Listed(payments, buyer, null, () -> api.post(payments, buyer, Map.of())
                        .expect(201));
            }
            case "/orders/{id}/tracking", "/tracking/{id}" -> {
                JsonNode order = placed();
                String part = order.at("/merchantOrders/0/id").asText();
                String id = path.startsWith("/orders")
                        ? order.path("id").asText()
                        : order.at("/merchantOrders/0/trackingId").asText();
                yield new Listed(path.replace("{id}", id), buyer, null, () -> api.post(
                                "/merchant-orders/" + part + "/tracking-events", merchant, Map.of("type", "NOTE"))
                        .expect(201));
            }
            default -> throw new AssertionError("no rows are known for " + operation + ": add them here");
        };
    }

    private Listed buyers(String path, Runnable add) {
        return new Listed(path, buyer, cast.token("other-buyer"), add);
    }

    private JsonNode placed() {
        return api.postUntilDecided("/orders", buyer, basket()).expect(201);
    }

    /** An order that the provider will not take money for. */
    private String declined() {
        Map<String, Object> card = new LinkedHashMap<>(Map.of("type", "CARD", "token", "tok_decline", "brand", "Visa"));
        card.putAll(Map.of("last4", "0002", "expMonth", 12, "expYear", 2039));
        Map<String, Object> order = basket();
        order.put(
                "paymentMethodId",
                api.post("/users/me/payment-methods", buyer, card)
                        .expect(201)
                        .path("id")
                        .asText());
        return api.postUntilDecided("/orders", buyer, order)
                .expect(201)
                .path("id")
                .asText();
    }

    private Map<String, Object> basket() {
        Map<String, Object> basket = new LinkedHashMap<>(cast.delivery());
        basket.put("lines", List.of(Map.of("productId", lamp, "quantity", 1)));
        return basket;
    }

    private void category() {
        Map<String, Object> product = new LinkedHashMap<>(Map.of("sku", "C-" + UUID.randomUUID(), "name", "Bowl"));
        product.putAll(Map.of("category", "c-" + UUID.randomUUID(), "status", "ACTIVE", "stock", 1));
        product.put("price", Map.of("amount", 100, "currency", "INR"));
        api.post("/products", merchant, product).expect(201);
    }
}
