package dev.pesto.payara.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pesto.payara.cluster.Api.Answer;
import dev.pesto.payara.cluster.ApiDocument.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** For each operation of the API document a call that succeeds, with every member that its body may have. */
final class GoodCalls {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The steps that a merchant order has to have gone before a call. */
    private static final Map<String, Integer> STEPS = Map.of("packing", 1, "shipment", 2, "cash-collection", 4);

    private final Api api;
    private final Cast cast;

    /**
     * One call.
     *
     * @param body null when there is none
     * @param headers names and values, one after the other
     */
    record Call(Operation operation, String path, String token, JsonNode body, List<String> headers) {
        Answer send(Api api, Object other) {
            return api.call(
                    operation.method(),
                    path,
                    token,
                    other,
                    UUID.randomUUID().toString(),
                    headers.toArray(String[]::new));
        }

        Answer send(Api api) {
            return send(api, body);
        }
    }

    GoodCalls(Api api, Cast cast) {
        this.api = api;
        this.cast = cast;
    }

    Call of(Operation operation) {
        String who = AccessMatrix.whoMay(operation);
        if (operation.toString().matches("DELETE /auth/tokens/current|PUT /users/me/password")) {
            // It ends sessions, or makes the password another: of nobody who is needed afterwards.
            return new Call(operation, operation.path(), stranger(), body(operation, ""), List.of());
        }
        String path = operation.toString().equals("POST /orders/{id}/payments")
                ? "/orders/" + prepaid() + "/payments"
                : operation.path().startsWith("/ops/instances/")
                        ? operation.path().replace("{id}", orderInstance())
                        : cast.fill(operation.path());
        List<String> headers = List.of();
        if (operation.json().path("parameters").toString().contains("/IfMatch\"")) {
            headers = List.of("If-Match", api.get(path, cast.token(who)).header("ETag"));
        }
        prepare(path);
        return new Call(operation, path, cast.token(who), body(operation, path), headers);
    }

    /** Moves a merchant order on to where the call finds it. */
    private void prepare(String path) {
        String merchant = cast.token("merchant");
        String order = path.replaceFirst("/[a-z-]+$", "");
        int steps = STEPS.getOrDefault(path.substring(path.lastIndexOf('/') + 1), 0);
        List<Map.Entry<String, Object>> calls = List.of(
                Map.entry("/acceptance", Map.of()),
                Map.entry("/packing", Map.of()),
                Map.entry("/shipment", Map.of("carrier", "India Post")),
                Map.entry("/tracking-events", Map.of("type", "OUT_FOR_DELIVERY")));
        for (Map.Entry<String, Object> call : calls.subList(0, steps)) {
            api.post(order + call.getKey(), merchant, call.getValue()).expect(201);
        }
    }

    /** Null when the operation has none. */
    private JsonNode body(Operation operation, String path) {
        if (!operation.hasBody()) {
            return null;
        }
        Object body =
                switch (operation.toString()) {
                    case "POST /users" -> {
                        Map<String, Object> person = new LinkedHashMap<>(login());
                        person.putAll(Map.of("name", "Test Person", "phone", "+91 98450 00000", "role", "BUYER"));
                        yield person;
                    }
                    case "PATCH /users/me" -> Map.of("name", "Another Name", "phone", "+91 98450 00000");
                    case "PUT /users/me/password" ->
                        Map.of("current", Cast.PASSWORD, "new", "another " + Cast.PASSWORD);
                    case "POST /auth/tokens" -> cast.login("buyer");
                    case "POST /auth/tokens/refresh" ->
                        Map.of(
                                "refreshToken",
                                api.post("/auth/tokens", null, cast.login("buyer"))
                                        .expect(200)
                                        .path("refreshToken")
                                        .asText());
                    case "POST /users/me/addresses", "PUT /users/me/addresses/{id}" -> address();
                    case "POST /users/me/payment-methods" -> card();
                    case "POST /products" -> {
                        Map<String, Object> product = new LinkedHashMap<>(edit());
                        product.put("stock", 5);
                        yield product;
                    }
                    case "PATCH /products/{id}" -> edit();
                    case "POST /stock/{id}/adjustments" -> Map.of("delta", 3, "reason", "found behind the shelf");
                    case "POST /orders" -> order();
                    case "PATCH /orders/{id}" ->
                        Map.of("addressId", cast.delivery().get("addressId"), "note", "at the back door");
                    case "POST /orders/{id}/cancellation" -> Map.of("reason", "changed my mind");
                    case "POST /orders/{id}/payments",
                            "POST /merchant-orders/{id}/acceptance",
                            "POST /merchant-orders/{id}/packing" -> Map.of();
                    case "POST /merchant-orders/{id}/rejection", "POST /merchant-orders/{id}/cancellation" ->
                        Map.of("reason", "broken in the store");
                    case "POST /merchant-orders/{id}/shipment" ->
                        Map.of("carrier", "India Post", "carrierTrackingNumber", "IP 4711");
                    case "POST /merchant-orders/{id}/tracking-events" ->
                        Map.of(
                                "type",
                                "NOTE",
                                "location",
                                "Pune hub",
                                "note",
                                "with the customs",
                                "occurredAt",
                                "2026-01-31T10:00:00.000Z");
                    case "POST /merchant-orders/{id}/cash-collection" ->
                        Map.of(
                                "amount",
                                api.get(path.replaceFirst("/[a-z-]+$", ""), cast.token("merchant"))
                                        .expect(200)
                                        .path("subtotal"));
                    default -> throw new AssertionError("no body is known for " + operation + ": add it here");
                };
        return JSON.valueToTree(body);
    }

    private static Map<String, Object> edit() {
        return Map.of(
                "sku",
                "G-" + UUID.randomUUID(),
                "name",
                "Good Thing",
                "description",
                "of brass",
                "category",
                "tests",
                "price",
                Map.of("amount", 2500, "currency", "INR"),
                "status",
                "ACTIVE",
                "imageUrl",
                "https://img.example/thing.png");
    }

    private static Map<String, Object> address() {
        Map<String, Object> address = new LinkedHashMap<>();
        address.putAll(Map.of("name", "Asha Rao", "line1", "12 Church Street", "line2", "2nd floor"));
        address.putAll(Map.of("landmark", "Opposite the bank", "city", "Bengaluru", "state", "Karnataka"));
        address.putAll(Map.of("postalCode", "560001", "country", "IN", "phone", "080 1234", "isDefault", true));
        return address;
    }

    private static Map<String, Object> card() {
        Map<String, Object> card = new LinkedHashMap<>(Map.of("type", "CARD", "token", "tok_ok", "brand", "Visa"));
        card.putAll(Map.of("last4", "4242", "expMonth", 12, "expYear", 2031));
        return card;
    }

    private Map<String, Object> order() {
        Map<String, Object> order = new LinkedHashMap<>(cast.delivery());
        String product = api.product(cast.token("merchant"), 5, 100);
        order.put("lines", List.of(Map.of("productId", product, "quantity", 2)));
        order.put("expectedTotal", Map.of("amount", 200, "currency", "INR"));
        order.put("note", "ring twice");
        return order;
    }

    private String prepaid() {
        ObjectNode order = JSON.valueToTree(order());
        order.put(
                "paymentMethodId",
                api.post("/users/me/payment-methods", cast.token("buyer"), card())
                        .expect(201)
                        .path("id")
                        .asText());
        return api.postUntilDecided("/orders", cast.token("buyer"), order)
                .expect(201)
                .path("id")
                .asText();
    }

    private String orderInstance() {
        return api
                .get("/ops/instances", cast.token("admin"))
                .expect(200)
                .path("items")
                .findValuesAsText("name")
                .stream()
                .filter(name -> name.startsWith("order-"))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> login() {
        return Map.of("email", "g" + UUID.randomUUID() + "@pesto.example", "password", Cast.PASSWORD);
    }

    /** The token of somebody new. */
    private String stranger() {
        Map<String, Object> person = new LinkedHashMap<>(login());
        Map<String, Object> login = Map.copyOf(person);
        person.putAll(Map.of("name", "Passing By", "role", "BUYER"));
        api.post("/users", null, person).expect(201);
        return api.post("/auth/tokens", null, login)
                .expect(200)
                .path("accessToken")
                .asText();
    }
}
