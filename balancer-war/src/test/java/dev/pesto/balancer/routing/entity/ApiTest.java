package dev.pesto.balancer.routing.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.balancer.routing.entity.Operation.Trait;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest {

    private final RouteTable routes = Api.routes();

    private Operation operation(String method, String path) {
        return routes.find(path).orElseThrow().operation(method).orElseThrow();
    }

    @ParameterizedTest
    @DisplayName("R1 each path goes to the service that owns it")
    @CsvSource({
        "GET, /api/v1/users/me, USER, default",
        "POST, /api/v1/users, USER, auth",
        "POST, /api/v1/auth/tokens, USER, auth",
        "PUT, /api/v1/users/me/password, USER, auth",
        "POST, /api/v1/auth/tokens/refresh, USER, default",
        "GET, /api/v1/.well-known/jwks.json, USER, default",
        "PATCH, /api/v1/products/0C4TRVZ8Y0A1B, PRODUCT, default",
        "GET, /api/v1/categories, PRODUCT, default",
        "POST, /api/v1/orders, ORDER, orders",
        "GET, /api/v1/orders, ORDER, default",
        "GET, /api/v1/stock/x/adjustments, ORDER, default",
        "POST, /api/v1/merchant-orders/x/cash-collection, ORDER, default",
        "GET, /api/v1/ops/invariants, ORDER, default",
        "GET, /api/v1/ops/instances, BALANCER, default",
        "POST, /api/v1/ops/instances/order-1/drain, BALANCER, default",
        "GET, /openapi, BALANCER, default"
    })
    void ownsPaths(String method, String path, Upstream upstream, String policy) {
        assertThat(operation(method, path).upstream()).isEqualTo(upstream);
        assertThat(operation(method, path).policy()).isEqualTo(policy);
    }

    @ParameterizedTest
    @DisplayName("R1 what is not in the API does not exist")
    @ValueSource(
            strings = {
                "/",
                "/api/v1",
                "/api/v1/",
                "/api/v1/orders/",
                "/api/v1/internal/drain",
                "/api/v1/users/me/addresses/1/2",
                "/order/api/v1/orders",
                "/api/v1/ORDERS",
                "/metrics"
            })
    void unknownPaths(String path) {
        assertThat(routes.find(path)).isEmpty();
    }

    @Test
    @DisplayName("R1 a literal segment comes before a parameter, a dead end falls back to it")
    void literalFirst() {
        assertThat(operation("GET", "/api/v1/users/me").template()).isEqualTo("/api/v1/users/me");
        assertThat(operation("GET", "/api/v1/users/other").template()).isEqualTo("/api/v1/users/{id}");
        assertThat(operation("POST", "/api/v1/users/me/lock").template()).isEqualTo("/api/v1/users/{id}/lock");
    }

    @Test
    @DisplayName("R1 Allow names HEAD beside GET, and OPTIONS always")
    void allow() {
        assertThat(routes.find("/api/v1/orders").orElseThrow().allow()).isEqualTo("GET, HEAD, POST, OPTIONS");
        assertThat(routes.find("/api/v1/users/me/password").orElseThrow().allow())
                .isEqualTo("PUT, OPTIONS");
    }

    @ParameterizedTest
    @DisplayName("R3 exactly the operations of the contract may be repeated after they were sent")
    @CsvSource({
        "POST, /api/v1/orders, true, true",
        "POST, /api/v1/orders/x/payments, true, true",
        "POST, /api/v1/stock/x/adjustments, true, true",
        "POST, /api/v1/merchant-orders/x/tracking-events, true, true",
        "POST, /api/v1/merchant-orders/x/acceptance, true, false",
        "POST, /api/v1/orders/x/cancellation, true, false",
        "POST, /api/v1/merchant-orders/x/cash-collection, false, false",
        "HEAD, /api/v1/orders, true, false",
        "POST, /api/v1/users, false, false",
        "POST, /api/v1/auth/tokens/refresh, false, false",
        "PATCH, /api/v1/orders/x, false, false",
        "DELETE, /api/v1/products/x, false, false"
    })
    void repeatable(String method, String path, boolean repeatable, boolean keyed) {
        assertThat(operation(method, path).is(Trait.REPEATABLE)).isEqualTo(repeatable);
        assertThat(operation(method, path).is(Trait.KEYED)).isEqualTo(keyed);
    }

    @ParameterizedTest
    @DisplayName("R9 what checks or sets a password has places for that, and nothing else")
    @CsvSource({
        "POST, /api/v1/users, true",
        "POST, /api/v1/auth/tokens, true",
        "PUT, /api/v1/users/me/password, true",
        "POST, /api/v1/auth/tokens/refresh, false",
        "DELETE, /api/v1/auth/tokens/current, false",
        "PATCH, /api/v1/users/me, false",
        "GET, /api/v1/users, false"
    })
    void passwords(String method, String path, boolean password) {
        assertThat(operation(method, path).is(Trait.PASSWORD)).isEqualTo(password);
    }
}
