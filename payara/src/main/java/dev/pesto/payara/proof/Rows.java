package dev.pesto.payara.proof;

import dev.pesto.sql.DatabaseAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the database holds of the proof's buyers and products, read in one snapshot. */
final class Rows {

    /** A row with a client's key; status and amount are those of its kind. */
    record Keyed(long id, String key, String status, long amount) {}

    /** A row of stock. */
    record Level(long onHand, long reserved) {}

    private record Merchants(String status, Map<Long, Integer> lines) {}

    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private final List<Keyed> orders = new ArrayList<>();
    private final List<Keyed> adjustments = new ArrayList<>();
    private final List<Keyed> payments = new ArrayList<>();
    private final Map<Long, Merchants> parts = new HashMap<>();
    private final Map<Long, Level> levels = new HashMap<>();
    private final Map<Long, Long> captured = new HashMap<>();
    private final Map<Long, Long> refunded = new HashMap<>();

    private Rows() {}

    static Rows read(DatabaseAddress database, Market market) throws SQLException {
        Rows rows = new Rows();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
            rows.read(statement, buyers(market), products(market));
            statement.execute("COMMIT");
        }
        return rows;
    }

    private static String buyers(Market market) {
        return market.buyers.stream()
                .map(buyer -> Long.toString(buyer.person().id()))
                .collect(Collectors.joining(",", "(", ")"));
    }

    private static String products(Market market) {
        return market.products.stream()
                .map(product -> Long.toString(product.number()))
                .collect(Collectors.joining(",", "(", ")"));
    }

    private void read(Statement statement, String buyers, String products) throws SQLException {
        String ofBuyers = " JOIN orders o ON o.id = x.order_id WHERE o.buyer_id IN " + buyers;
        each(
                statement,
                "SELECT id, idempotency_key, status, total FROM orders WHERE buyer_id IN " + buyers,
                row -> orders.add(keyed(row)));
        each(
                statement,
                "SELECT x.id, x.status, l.product_id, l.quantity FROM merchant_order x"
                        + " JOIN order_line l ON l.merchant_order_id = x.id" + ofBuyers,
                row -> parts.computeIfAbsent(row.getLong(1), id -> merchants(row))
                        .lines()
                        .put(row.getLong(3), row.getInt(4)));
        each(
                statement,
                "SELECT id, idempotency_key, kind, delta FROM stock_ledger WHERE kind = 'ADJUSTMENT' AND product_id IN "
                        + products,
                row -> adjustments.add(keyed(row)));
        each(
                statement,
                "SELECT x.id, x.idempotency_key, x.status, x.amount, x.order_id FROM payment x" + ofBuyers,
                row -> {
                    payments.add(keyed(row));
                    if (row.getString(3).equals("CAPTURED")) {
                        captured.merge(row.getLong(5), row.getLong(4), Long::sum);
                    }
                });
        each(
                statement,
                "SELECT x.order_id, x.amount FROM refund x" + ofBuyers,
                row -> refunded.merge(row.getLong(1), row.getLong(2), Long::sum));
        each(
                statement,
                "SELECT product_id, on_hand, reserved FROM stock WHERE product_id IN " + products,
                row -> levels.put(row.getLong(1), new Level(row.getLong(2), row.getLong(3))));
    }

    private static Keyed keyed(ResultSet row) throws SQLException {
        return new Keyed(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4));
    }

    private static Merchants merchants(ResultSet row) {
        try {
            return new Merchants(row.getString(2).intern(), new HashMap<>());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void each(Statement statement, String query, Reader reader) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    List<Keyed> orders() {
        return orders;
    }

    List<Keyed> adjustments() {
        return adjustments;
    }

    List<Keyed> payments() {
        return payments;
    }

    /** Null: there is no such merchant order. */
    String status(long part) {
        return parts.containsKey(part) ? parts.get(part).status() : null;
    }

    Map<Long, Integer> lines(long part) {
        return parts.containsKey(part) ? parts.get(part).lines() : Map.of();
    }

    Level level(long product) {
        return levels.getOrDefault(product, new Level(0, 0));
    }

    long captured(long order) {
        return captured.getOrDefault(order, 0L);
    }

    long refunded(long order) {
        return refunded.getOrDefault(order, 0L);
    }
}
