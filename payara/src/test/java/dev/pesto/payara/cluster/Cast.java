package dev.pesto.payara.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Who calls in the matrix, with tokens; and fresh rows of theirs for each call. */
final class Cast {
    static final List<String> COLUMNS =
            List.of("nobody", "buyer", "other-buyer", "merchant", "other-merchant", "admin");
    static final String PASSWORD = "correct horse " + UUID.randomUUID();

    private final Api api;
    private final Map<String, Map<String, String>> logins = new LinkedHashMap<>();
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final String bystander;
    private final Map<String, Object> delivery;

    Cast(Api api, Map<String, String> admin) {
        this.api = api;
        logins.put("buyer", register("BUYER"));
        logins.put("other-buyer", register("BUYER"));
        logins.put("merchant", register("MERCHANT"));
        logins.put("other-merchant", register("MERCHANT"));
        logins.put("admin", admin);
        logins.keySet().forEach(who -> tokens.put(who, logIn(who)));
        bystander = api.get(
                        "/users/me",
                        api.post("/auth/tokens", null, register("BUYER"))
                                .expect(200)
                                .path("accessToken")
                                .asText())
                .expect(200)
                .path("id")
                .asText();
        delivery = api.delivery(token("buyer"));
    }

    /** Null for nobody. */
    String token(String who) {
        return tokens.get(who);
    }

    /** Email and password; null for nobody. */
    Map<String, String> login(String who) {
        return logins.get(who);
    }

    /** The buyer's address and way to pay. */
    Map<String, Object> delivery() {
        return delivery;
    }

    /** A token of a session of its own; null for nobody. */
    String logIn(String who) {
        return logins.containsKey(who)
                ? api.post("/auth/tokens", null, logins.get(who))
                        .expect(200)
                        .path("accessToken")
                        .asText()
                : null;
    }

    /** A token of a session that has ended. */
    String loggedOut(String who) {
        String token = logIn(who);
        api.call("DELETE", "/auth/tokens/current", token, null).expect(204);
        return token;
    }

    /** The path of an operation with a row in it that belongs to the buyer, to the merchant, or to both. */
    String fill(String template) {
        if (!template.contains("{id}")) {
            return template;
        }
        return template.replace("{id}", row(template.substring(0, template.indexOf("/{id}"))));
    }

    private String row(String list) {
        return switch (list) {
            case "/users" -> bystander;
            case "/users/me/addresses" ->
                api.delivery(token("buyer")).get("addressId").toString();
            case "/users/me/payment-methods" ->
                api.post(list, token("buyer"), Map.of("type", "COD"))
                        .expect(201)
                        .path("id")
                        .asText();
            case "/users/me/sessions" -> newestSession();
            case "/products", "/stock" -> api.product(token("merchant"), 5, 100);
            case "/orders" -> order().path("id").asText();
            case "/merchant-orders" -> order().at("/merchantOrders/0/id").asText();
            case "/tracking" -> order().at("/merchantOrders/0/trackingId").asText();
            case "/ops/instances" -> "nobody-9";
            case "/problems" -> "not_found";
            default -> throw new AssertionError("no row is known for " + list + "/{id}: add it here");
        };
    }

    private String newestSession() {
        logIn("buyer");
        return api.get("/users/me/sessions?limit=1", token("buyer"))
                .expect(200)
                .at("/items/0/id")
                .asText();
    }

    private JsonNode order() {
        String product = api.product(token("merchant"), 1, 100);
        Map<String, Object> order = new LinkedHashMap<>(delivery);
        order.put("lines", List.of(Map.of("productId", product, "quantity", 1)));
        return api.postUntilDecided("/orders", token("buyer"), order).expect(201);
    }

    private Map<String, String> register(String role) {
        Map<String, String> login = Map.of("email", "t" + UUID.randomUUID() + "@pesto.example", "password", PASSWORD);
        Map<String, String> person = new LinkedHashMap<>(login);
        person.put("name", "Test Person");
        person.put("role", role);
        api.post("/users", null, person).expect(201);
        return login;
    }
}
