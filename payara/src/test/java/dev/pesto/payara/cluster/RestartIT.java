package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningCluster.class)
class RestartIT {

    @Test
    @DisplayName(
            "R7 the order instances are restarted under load: no request fails, and each order that was promised exists once")
    void restartsOrders(Started started) throws Exception {
        Api api = started.api();
        String merchant = api.register("MERCHANT");
        String product = api.product(merchant, 1_000_000, 100);
        String buyer = api.register("BUYER");
        Map<String, Object> order = new HashMap<>(api.delivery(buyer));
        order.put("lines", List.of(Map.of("productId", product, "quantity", 1)));
        Set<String> promised = ConcurrentHashMap.newKeySet();

        Load load = new Load();
        for (Api door : List.of(api, started.otherApi())) {
            load.client(() -> promised.add(door.post("/orders", buyer, order)
                            .expect(201)
                            .path("id")
                            .asText()))
                    .client(() -> door.get("/orders?limit=5", buyer).expect(200));
        }
        load.during(() -> started.cluster().restart(Role.ORDER));

        assertThat(api.stock(product, merchant).expect(200).path("reserved").asInt())
                .isEqualTo(promised.size());
    }

    @Test
    @DisplayName(
            "R7 users and products are replaced under load: no request fails, and no POST without a key is sent twice")
    void replacesSingleInstances(Started started) throws Exception {
        Api api = started.api();
        String buyer = api.register("BUYER");
        String merchant = api.register("MERCHANT");
        Set<String> added = ConcurrentHashMap.newKeySet();
        Set<String> left = ConcurrentHashMap.newKeySet();
        Map<String, Object> card = Map.of(
                "type", "CARD", "token", "tok_ok", "brand", "VISA", "last4", "4242", "expMonth", 12, "expYear", 2099);
        Load load = new Load()
                .client(() -> {
                    // An account has fifty at most, so the one before is taken away again.
                    String id = api.post("/users/me/payment-methods", buyer, card)
                            .expect(201)
                            .path("id")
                            .asText();
                    assertThat(added.add(id)).isTrue();
                    if (left.add(id) && left.size() > 1) {
                        String before = left.stream()
                                .filter(other -> !other.equals(id))
                                .findFirst()
                                .orElseThrow();
                        assertThat(api.call("DELETE", "/users/me/payment-methods/" + before, buyer, null)
                                        .status())
                                .isEqualTo(204);
                        left.remove(before);
                    }
                })
                .client(() -> started.otherApi().get("/users/me", buyer).expect(200))
                .client(() ->
                        started.otherApi().get("/products?limit=5", merchant).expect(200));
        load.during(() -> {
            for (Role role : List.of(Role.USER, Role.PRODUCT)) {
                String name = only(started, role);
                started.cluster().restart(role);
                assertThat(only(started, role)).isNotEqualTo(name);
                started.cluster().restart(role);
                assertThat(only(started, role)).isEqualTo(name);
            }
        });
        assertThat(api.get("/users/me/payment-methods?limit=200", buyer)
                        .expect(200)
                        .path("items"))
                .as("a POST that was sent twice would have left one more")
                .hasSize(left.size());
    }

    @Test
    @DisplayName("R7 a drained instance gets nothing new and is not ready, and an admitted one is used again")
    void drainsAndAdmits(Started started) throws Exception {
        Api api = started.api();
        String buyer = api.register("BUYER");
        int port = started.cluster().state().member("order-1").orElseThrow().port();
        Load load = new Load()
                .client(() -> api.get("/orders?limit=5", buyer).expect(200))
                .client(() -> started.otherApi().get("/orders?limit=5", buyer).expect(200));
        load.during(() -> {
            started.cluster().drain("order-1");
            assertThat(Probe.isReady(port)).isFalse();
            for (AdminApi balancer : balancers(started)) {
                JsonNode drained = instance(balancer, "order-1");
                assertThat(drained.path("state").asText()).as("%s", drained).isEqualTo("DRAINING");
                assertThat(drained.path("inFlight").asInt()).isZero();
            }
            started.cluster().admit("order-1");
            started.awaitWhole();
        });
        assertThat(Probe.isReady(port)).isTrue();
    }

    private static String only(Started started, Role role) {
        List<Member> living = started.cluster().state().living().of(role);
        assertThat(living).hasSize(1);
        return living.get(0).name();
    }

    private static Iterable<AdminApi> balancers(Started started) {
        return AdminApi.ofBalancers(started.cluster().home(), started.cluster().state())
                .values();
    }

    private static JsonNode instance(AdminApi balancer, String name) {
        for (JsonNode item : balancer.instances()) {
            if (item.path("name").asText().equals(name)) {
                return item;
            }
        }
        throw new AssertionError("no " + name);
    }
}
