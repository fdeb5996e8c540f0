package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningCluster.class)
class OrderStoryIT {

    @Test
    @DisplayName("an order of two merchants' goods is placed, followed, delivered and paid in cash")
    void fromRegistrationToCash(Started started) {
        Api api = started.api();
        String first = api.register("MERCHANT");
        String second = api.register("MERCHANT");
        String lamp = api.product(first, 5, 129900);
        String cup = api.product(second, 9, 22900);
        String buyer = api.register("BUYER");
        JsonNode order = place(api, buyer, Map.of(lamp, 2, cup, 3)).expect(201);

        assertThat(order.path("status").asText()).isEqualTo("PLACED");
        assertThat(order.path("total").path("amount").asLong()).isEqualTo(2 * 129900 + 3 * 22900);
        assertThat(order.path("merchantOrders")).hasSize(2);
        assertThat(api.stock(lamp, first).expect(200).path("available").asLong())
                .isEqualTo(3);
        assertThat(api.get("/products/" + cup, buyer)
                        .expect(200)
                        .path("available")
                        .asLong())
                .isEqualTo(6);
        String id = order.path("id").asText();
        assertThat(api.get("/orders/" + id + "/tracking", buyer).expect(200).path("items"))
                .hasSize(2);
        assertThat(api.get("/orders/" + id, first).status()).isEqualTo(403);

        for (String merchant : List.of(first, second)) {
            deliver(api, merchant);
        }
        JsonNode delivered = api.get("/orders/" + id, buyer).expect(200);
        assertThat(delivered.path("status").asText()).isEqualTo("DELIVERED");
        assertThat(delivered.path("payment").path("status").asText()).isEqualTo("COLLECTED");
        assertThat(api.stock(lamp, first).expect(200).path("onHand").asLong()).isEqualTo(3);
        assertThat(api.stock(lamp, first).body().path("reserved").asLong()).isZero();
    }

    @Test
    @DisplayName("a cancelled order gives its stock back")
    void cancellationGivesStockBack(Started started) {
        Api api = started.api();
        String merchant = api.register("MERCHANT");
        String lamp = api.product(merchant, 5, 129900);
        String buyer = api.register("BUYER");
        JsonNode order = place(api, buyer, Map.of(lamp, 5)).expect(201);
        assertThat(api.stock(lamp, merchant).expect(200).path("available").asLong())
                .isZero();

        Api.Answer cancelled = api.post(
                "/orders/" + order.path("id").asText() + "/cancellation", buyer, Map.of("reason", "changed my mind"));
        assertThat(cancelled.status()).as("%s", cancelled.body()).isIn(200, 201);
        assertThat(api.stock(lamp, merchant).expect(200).path("available").asLong())
                .isEqualTo(5);
    }

    private static Api.Answer place(Api api, String buyer, Map<String, Integer> quantities) {
        Map<String, Object> body = new HashMap<>(api.delivery(buyer));
        body.put(
                "lines",
                quantities.entrySet().stream()
                        .map(line -> Map.of("productId", line.getKey(), "quantity", line.getValue()))
                        .toList());
        return api.post("/orders", buyer, body);
    }

    private static void deliver(Api api, String merchant) {
        JsonNode work =
                api.get("/merchant-orders", merchant).expect(200).path("items").get(0);
        String path = "/merchant-orders/" + work.path("id").asText();
        api.post(path + "/acceptance", merchant, Map.of()).expect(201);
        api.post(path + "/packing", merchant, Map.of()).expect(201);
        api.post(path + "/shipment", merchant, Map.of("carrier", "India Post")).expect(201);
        api.post(path + "/tracking-events", merchant, Map.of("type", "OUT_FOR_DELIVERY"))
                .expect(201);
        Api.Answer early = api.post(path + "/tracking-events", merchant, Map.of("type", "DELIVERED"));
        assertThat(early.status()).as("delivered before cash: %s", early.body()).isEqualTo(409);
        Map<String, Object> cash = Map.of(
                "amount", Map.of("amount", work.path("subtotal").path("amount").asLong(), "currency", "INR"));
        api.post(path + "/cash-collection", merchant, cash).expect(201);
        Api.Answer delivered = api.post(path + "/tracking-events", merchant, Map.of("type", "DELIVERED"));
        assertThat(delivered.status()).as("%s", delivered.body()).isIn(200, 201);
    }
}
