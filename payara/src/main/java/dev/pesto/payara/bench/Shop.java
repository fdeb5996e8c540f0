package dev.pesto.payara.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pesto.payara.cluster.Cluster;
import dev.pesto.payara.cluster.Failure;
import dev.pesto.payara.cluster.Role;
import dev.pesto.payara.proof.Doors;
import dev.pesto.payara.proof.Market;
import dev.pesto.payara.proof.Person;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Buyers who pay in cash, and products of which there are enough: made through the API. */
final class Shop {
    static final String ORDERS = "/api/v1/orders";
    private static final long STOCK = 1_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Logged in for as long as the bench takes: logging in again would be measured. */
    record Customer(String token, String address, String cash) {}

    private final int port;
    private final List<Customer> customers = new ArrayList<>();
    private final List<Market.Product> products = new ArrayList<>();

    Shop(Cluster cluster, int customers, int products) {
        this.port = cluster.state().of(Role.BALANCER).get(0).port();
        Doors doors = new Doors(cluster.doors());
        try {
            Person merchant = Person.register(doors, "MERCHANT", "Merchant");
            for (int i = 0; i < products; i++) {
                this.products.add(Market.product(merchant, i, 100 + i, STOCK));
            }
            for (int i = 0; i < customers; i++) {
                Market.Buyer buyer = Market.buyer(Person.register(doors, "BUYER", "Buyer " + i));
                this.customers.add(new Customer(buyer.person().token(), buyer.address(), buyer.cash()));
            }
        } finally {
            doors.close();
        }
    }

    List<Customer> customers() {
        return customers;
    }

    List<Market.Product> products() {
        return products;
    }

    /** To the balancer. */
    Wire wire() {
        return new Wire(port);
    }

    static Map<String, String> authorization(Customer customer) {
        return Map.of("Authorization", "Bearer " + customer.token());
    }

    /** One of each product, under a key that was never used. */
    byte[] placement(Customer customer, List<Market.Product> basket) {
        List<Map<String, Object>> lines = new ArrayList<>();
        basket.forEach(product -> lines.add(Map.of("productId", product.id(), "quantity", 1)));
        String body =
                Doors.json(Map.of("lines", lines, "addressId", customer.address(), "paymentMethodId", customer.cash()));
        Map<String, String> headers = Map.of(
                "Authorization",
                "Bearer " + customer.token(),
                "Idempotency-Key",
                UUID.randomUUID().toString());
        return Wire.request("POST", port, ORDERS, headers, body);
    }

    /** Path of an order of the first customer, of the first product. */
    String order() {
        try (Wire wire = wire()) {
            Wire.Reply reply = wire.call(placement(customers.get(0), products.subList(0, 1)));
            if (reply.status() != 201) {
                throw new Failure("cannot place an order: " + reply.status() + " " + reply.body());
            }
            return ORDERS + "/" + JSON.readTree(reply.body()).path("id").asText();
        } catch (JsonProcessingException e) {
            throw new Failure("an order that is no JSON", e);
        } catch (IOException e) {
            throw new Failure("the balancer does not answer", e);
        }
    }
}
