package dev.pesto.order.orders;

import dev.pesto.commons.ids.Ids;
import dev.pesto.order.OrderApi.Person;
import dev.pesto.order.OrderRows;
import dev.pesto.sql.testing.Server;
import dev.pesto.sql.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Buyers, merchants and products of one test, and the requests of its buyers. */
final class Market implements AutoCloseable {

    private final Connection connection = TestDatabase.connect();
    final OrderRows rows = new OrderRows(connection);

    Market() throws SQLException {}

    /** A buyer with an address and both ways to pay. */
    record Buyer(Person person, long address, long cash, long card) {}

    Buyer buyer() throws SQLException {
        long id = rows.account("BUYER");
        long address = address(id, "12 Station Road");
        return new Buyer(Person.buyer(id), address, paymentMethod(id, "COD"), paymentMethod(id, "CARD"));
    }

    Person merchant() throws SQLException {
        return Person.merchant(rows.account("MERCHANT"));
    }

    long address(long account, String line) throws SQLException {
        long id = OrderRows.id();
        rows.run(
                "INSERT INTO address (id, account_id, name, line1, city, postal_code, country, is_default, version, created_at) VALUES (?, ?, 'Asha', ?, 'Pune', '411001', 'IN', FALSE, 1, 1)",
                id,
                account,
                line);
        return id;
    }

    private long paymentMethod(long account, String type) throws SQLException {
        long id = OrderRows.id();
        if (type.equals("COD")) {
            rows.run(
                    "INSERT INTO payment_method (id, account_id, type, created_at) VALUES (?, ?, 'COD', 1)",
                    id,
                    account);
        } else {
            rows.run(
                    "INSERT INTO payment_method (id, account_id, type, token, brand, last4, exp_month, exp_year, created_at) VALUES (?, ?, 'CARD', 'tok_ok', 'Visa', '4242', 12, 2031, 1)",
                    id,
                    account);
        }
        return id;
    }

    long product(Person merchant, long onHand, long price, String currency) throws SQLException {
        long id = rows.product(merchant.id(), onHand);
        rows.run("UPDATE product SET price_amount = ?, price_currency = ? WHERE id = ?", price, currency, id);
        return id;
    }

    long product(Person merchant, long onHand) throws SQLException {
        return product(merchant, onHand, 129_900, "INR");
    }

    long stock(String column, long product) throws SQLException {
        return Long.parseLong(rows.value("SELECT " + column + " FROM stock WHERE product_id = ?", product));
    }

    long orders(Buyer buyer) throws SQLException {
        return Long.parseLong(rows.value(
                "SELECT COUNT(*) FROM orders WHERE buyer_id = ?", buyer.person().id()));
    }

    static String line(long product, int quantity) {
        return "{\"productId\":\"" + Ids.format(product) + "\",\"quantity\":" + quantity + "}";
    }

    static String body(Buyer buyer, long method, String more, String... lines) {
        return "{\"lines\":[" + Arrays.stream(lines).collect(Collectors.joining(",")) + "],\"addressId\":\""
                + Ids.format(buyer.address()) + "\",\"paymentMethodId\":\"" + Ids.format(method) + "\"" + more + "}";
    }

    static Server.Answer order(Buyer buyer, String key, String... lines) {
        return send(buyer, key, body(buyer, buyer.cash(), "", lines));
    }

    static Server.Answer send(Buyer buyer, String key, String body) {
        return Server.request("POST", "/api/v1/orders")
                .as(Ids.format(buyer.person().id()), "BUYER")
                .header("Idempotency-Key", key)
                .json(body)
                .send();
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    /** As many calls as wanted, ready for a race. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static Callable<Server.Answer>[] times(int count, IntFunction<Server.Answer> call) {
        return IntStream.range(0, count)
                .mapToObj(i -> (Callable<Server.Answer>) () -> call.apply(i))
                .toArray(Callable[]::new);
    }

    static List<String> shuffled(List<String> lines, int seed) {
        List<String> copy = new java.util.ArrayList<>(lines);
        Collections.shuffle(copy, new java.util.Random(seed));
        return copy;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
