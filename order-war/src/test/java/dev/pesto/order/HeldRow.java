package dev.pesto.order;

import dev.pesto.sql.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/** A row that a session of the test keeps locked, as a transaction that takes its time does. */
public final class HeldRow implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Connection connection;

    private HeldRow(String statement, Object... parameters) throws SQLException {
        connection = TestDatabase.connect();
        connection.setAutoCommit(false);
        run(statement, parameters);
    }

    public static HeldRow ofStock(long product) throws SQLException {
        return new HeldRow("SELECT * FROM stock WHERE product_id = ? FOR UPDATE", product);
    }

    public static HeldRow ofOrder(long order) throws SQLException {
        return new HeldRow("SELECT * FROM orders WHERE id = ? FOR UPDATE", order);
    }

    /** An idempotency key that another request has written and not committed. */
    public static HeldRow ofKey(long buyer, String key) throws SQLException {
        return new HeldRow(
                "INSERT INTO orders (id, buyer_id, idempotency_key, request_hash, number, status, currency, total, payment_method, payment_status, payment_due, address_id, address_name, address_line1, address_city, address_postal_code, address_country, version, placed_at) VALUES (?, ?, ?, ?, ?, 'PLACED', 'INR', 0, 'COD', 'DUE', 0, 1, 'A', 'B', 'C', 'D', 'IN', 1, 1)",
                OrderRows.id(),
                buyer,
                key,
                new byte[32],
                "H" + OrderRows.id());
    }

    /** Changes something in the transaction that holds the row. */
    public int run(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.execute() ? 0 : statement.getUpdateCount();
        }
    }

    public void commit() throws SQLException {
        connection.commit();
    }

    /** Lets go; what was changed is undone. */
    public void release() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }

    /** Returns when so many transactions wait for locks: the number of one of them. */
    public static String awaitWaiting(OrderRows rows, int count) throws Exception {
        String enough = OrderApi.until(
                PATIENCE,
                "1",
                () -> rows.value(
                        "SELECT COUNT(*) >= ? FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'",
                        count));
        if (!"1".equals(enough)) {
            throw new AssertionError("fewer than " + count + " transactions wait for a lock");
        }
        return rows.value("SELECT MIN(trx_id) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'");
    }

    /** Returns when that transaction has ended. */
    public static void awaitEnd(OrderRows rows, String transaction) throws Exception {
        OrderApi.until(
                PATIENCE,
                "0",
                () -> rows.value("SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_id = ?", transaction));
    }
}
