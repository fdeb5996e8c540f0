package dev.pesto.payara.proof;

import dev.pesto.commons.ids.Ids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Who buys and sells what: made through the API before anything is pulled. */
public final class Market {
    private static final int BUYERS = 16;
    private static final int MERCHANTS = 4;
    private static final int PRODUCTS = 40;
    private static final int HOT = 3;
    private static final List<String> CARDS = List.of("tok_ok", "tok_decline", "tok_timeout", "tok_late_success");

    /** A buyer with what an order needs; methods by token, {@code null} for cash. */
    public record Buyer(Person person, String address, String cash, Map<String, String> cards) {}

    /** A product; the first few are those that everybody wants. */
    public record Product(String id, long number, Person merchant, long price, long stock) {}

    final List<Buyer> buyers = new ArrayList<>();
    final List<Product> products = new ArrayList<>();
    private final Map<Long, Product> byNumber = new HashMap<>();

    Market(Doors doors, Random random) {
        List<Person> merchants = new ArrayList<>();
        for (int i = 0; i < MERCHANTS; i++) {
            merchants.add(Person.register(doors, "MERCHANT", "Merchant " + i));
        }
        for (int i = 0; i < PRODUCTS; i++) {
            Product product = product(merchants.get(i % MERCHANTS), i, 100 + random.nextInt(5000), i < HOT ? 20 : 400);
            products.add(product);
            byNumber.put(product.number(), product);
        }
        for (int i = 0; i < BUYERS; i++) {
            buyers.add(buyer(Person.register(doors, "BUYER", "Buyer " + i)));
        }
    }

    public static Product product(Person merchant, int number, long price, long stock) {
        Map<String, Object> body = Map.of(
                "sku",
                "PROOF-" + number,
                "name",
                "Tested Thing " + number,
                "category",
                "proof",
                "status",
                "ACTIVE",
                "stock",
                stock,
                "price",
                Map.of("amount", price, "currency", "INR"));
        String id = merchant.create("/products", body);
        return new Product(id, Ids.parse(id).orElseThrow(), merchant, price, stock);
    }

    public static Buyer buyer(Person person) {
        Map<String, Object> address = Map.of(
                "name",
                "A Buyer",
                "line1",
                "12 Basil Lane",
                "city",
                "Pune",
                "postalCode",
                "411001",
                "country",
                "IN",
                "isDefault",
                true);
        String addressId = person.create("/users/me/addresses", address);
        String cash = person.create("/users/me/payment-methods", Map.of("type", "COD"));
        Map<String, String> cards = new HashMap<>();
        for (String token : CARDS) {
            Map<String, Object> card = Map.of(
                    "type", "CARD", "token", token, "brand", "Proof", "last4", "4242", "expMonth", 12, "expYear", 2099);
            cards.put(token, person.create("/users/me/payment-methods", card));
        }
        return new Buyer(person, addressId, cash, cards);
    }

    /** Whose merchant order it is: all its lines are of one merchant. */
    Person merchantOf(Part part) {
        return byNumber.get(part.lines().keySet().iterator().next()).merchant();
    }

    Product any(Random random) {
        return products.get(random.nextInt(products.size()));
    }

    Product hot(Random random) {
        return products.get(random.nextInt(HOT));
    }

    /** A card in one of four orders; the kind of card that answers at once more often than the others. */
    static String payment(Random random) {
        if (random.nextInt(4) > 0) {
            return null;
        }
        return random.nextBoolean() ? "tok_ok" : CARDS.get(random.nextInt(CARDS.size()));
    }
}
