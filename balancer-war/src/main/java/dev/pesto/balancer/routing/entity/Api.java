package dev.pesto.balancer.routing.entity;

import static dev.pesto.balancer.routing.entity.Operation.Trait.KEYED;
import static dev.pesto.balancer.routing.entity.Operation.Trait.OPEN;
import static dev.pesto.balancer.routing.entity.Operation.Trait.PASSWORD;
import static dev.pesto.balancer.routing.entity.Operation.Trait.PER_ADDRESS;
import static dev.pesto.balancer.routing.entity.Operation.Trait.PER_SESSION;
import static dev.pesto.balancer.routing.entity.Operation.Trait.REPEATABLE;
import static dev.pesto.balancer.routing.entity.Upstream.BALANCER;
import static dev.pesto.balancer.routing.entity.Upstream.ORDER;
import static dev.pesto.balancer.routing.entity.Upstream.PRODUCT;
import static dev.pesto.balancer.routing.entity.Upstream.USER;

import dev.pesto.balancer.routing.entity.Operation.Trait;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** The whole public API, one line per path: what is not here does not exist at the public door. */
public final class Api {

    public static final String ROOT = "/api/v1";
    public static final String DOCUMENT = "/openapi";
    public static final String DEFAULT = "default";
    public static final String AUTH = "auth";
    public static final String ORDERS = "orders";

    private final List<Operation> operations = new ArrayList<>();

    private Api() {}

    public static RouteTable routes() {
        Api api = new Api();
        api.users();
        api.products();
        api.orders();
        api.merchantOrders();
        api.operations();
        return new RouteTable(api.operations);
    }

    private void users() {
        add(USER, AUTH, "POST", "/users", OPEN, PER_ADDRESS, PASSWORD);
        get(USER, "/users", "/users/{id}", "/users/me");
        add(USER, "POST", "/users/{id}/lock");
        add(USER, "POST", "/users/{id}/unlock");
        add(USER, "PATCH", "/users/me");
        add(USER, AUTH, "PUT", "/users/me/password", PER_ADDRESS, PASSWORD);
        get(USER, "/users/me/addresses", "/users/me/addresses/{id}");
        add(USER, "POST", "/users/me/addresses");
        add(USER, "PUT", "/users/me/addresses/{id}");
        add(USER, "DELETE", "/users/me/addresses/{id}");
        get(USER, "/users/me/payment-methods", "/users/me/payment-methods/{id}");
        add(USER, "POST", "/users/me/payment-methods");
        add(USER, "DELETE", "/users/me/payment-methods/{id}");
        get(USER, "/users/me/sessions");
        add(USER, "DELETE", "/users/me/sessions/{id}");
        add(USER, AUTH, "POST", "/auth/tokens", OPEN, PER_ADDRESS, PASSWORD);
        add(USER, "POST", "/auth/tokens/refresh", OPEN, PER_SESSION);
        add(USER, "DELETE", "/auth/tokens/current");
        add(USER, "GET", "/.well-known/jwks.json", OPEN, REPEATABLE);
    }

    private void products() {
        get(PRODUCT, "/products", "/products/{id}", "/categories");
        add(PRODUCT, "POST", "/products");
        add(PRODUCT, "PATCH", "/products/{id}");
        add(PRODUCT, "DELETE", "/products/{id}");
    }

    private void orders() {
        get(ORDER, "/stock/{id}", "/stock/{id}/adjustments");
        add(ORDER, "POST", "/stock/{id}/adjustments", KEYED, REPEATABLE);
        add(ORDER, ORDERS, "POST", "/orders", KEYED, REPEATABLE);
        get(ORDER, "/orders", "/orders/{id}", "/orders/{id}/payments", "/orders/{id}/tracking", "/tracking/{id}");
        add(ORDER, "PATCH", "/orders/{id}");
        add(ORDER, "POST", "/orders/{id}/cancellation", REPEATABLE);
        add(ORDER, "POST", "/orders/{id}/payments", KEYED, REPEATABLE);
    }

    private void merchantOrders() {
        get(ORDER, "/merchant-orders", "/merchant-orders/{id}");
        for (String step : List.of("acceptance", "rejection", "packing", "shipment", "cancellation")) {
            add(ORDER, "POST", "/merchant-orders/{id}/" + step, REPEATABLE);
        }
        add(ORDER, "POST", "/merchant-orders/{id}/cash-collection");
        add(ORDER, "POST", "/merchant-orders/{id}/tracking-events", KEYED, REPEATABLE);
    }

    private void operations() {
        get(ORDER, "/ops/invariants");
        get(BALANCER, "/ops/instances");
        add(BALANCER, "POST", "/ops/instances/{id}/drain");
        add(BALANCER, "POST", "/ops/instances/{id}/admit");
        add(BALANCER, "GET", "/problems/{id}", OPEN);
        operations.add(new Operation("GET", DOCUMENT, BALANCER, DEFAULT, EnumSet.of(OPEN)));
        // The server answers these; what comes here is a method that they do not have.
        for (String health : List.of("/health", "/health/live", "/health/ready", "/health/started")) {
            operations.add(new Operation("GET", health, BALANCER, DEFAULT, EnumSet.of(OPEN)));
        }
    }

    private void get(Upstream upstream, String... templates) {
        for (String template : templates) {
            add(upstream, "GET", template, REPEATABLE);
        }
    }

    private void add(Upstream upstream, String method, String template, Trait... traits) {
        add(upstream, DEFAULT, method, template, traits);
    }

    private void add(Upstream upstream, String policy, String method, String template, Trait... traits) {
        EnumSet<Trait> set = EnumSet.noneOf(Trait.class);
        set.addAll(List.of(traits));
        operations.add(new Operation(method, ROOT + template, upstream, policy, set));
    }
}
