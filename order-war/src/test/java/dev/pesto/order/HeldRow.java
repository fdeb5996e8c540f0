package dev.pesto.order;

import dev.pesto.sql.testing.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** A row that a session of the test keeps locked, as a transaction that takes its time does. */
public final class HeldRow implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Connection connection;

    private HeldRow(String statement, Object... parameters) throws SQLException {
        this(TestDatabase.connect(), statement, parameters);
    }

    private HeldRow(Connection connection, String statement, Object... parameters) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        run(statement, parameters);
    }

    public static HeldRow ofStock(long product) throws SQLException {
        return new HeldRow("SELECT * FROM stock WHERE product_id = ? FOR UPDATE", product);
    }

    /** Held by a session as an instance of the service has it. */
    public static HeldRow ofStockByService(long product) throws SQLException, IOException {
        return new HeldRow(
                TestDatabase.connectAsService(), "SELECT * FROM stock WHERE product_id = ? FOR UPDATE", product);
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
        // One that the server has ended is closed already.
        if (!connection.isClosed()) {
            connection.rollback();
            connection.close();
        }
    }

    /** Returns when so many transactions wait for locks: the number of one of them. */
    public static String awaitWaiting(OrderRows rows, int count) throws Exception {
        String waiting = waiting(rows);
        String enough = OrderApi.until(
                PATIENCE, "1", () -> rows.value("SELECT COUNT(DISTINCT id) >= ? FROM (" + waiting + ") AS t", count));
        if (!"1".equals(enough)) {
            throw new AssertionError("fewer than " + count + " transactions wait for a lock");
        }
        return rows.value("SELECT MIN(id) FROM (" + waiting + ") AS t");
    }

    /** MySQL's innodb_trx fails when a statement under way has binary parameters, as that which writes a key. */
    private static String waiting(OrderRows rows) throws SQLException {
        return isMariaDb(rows)
                ? "SELECT trx_id AS id FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'"
                : "SELECT requesting_engine_transaction_id AS id FROM performance_schema.data_lock_waits";
    }

    /**
     * Returns when a transaction waits for the row of that stock: its session. A try that has waited long enough ends and
     * the next may come over another session, so ask for it when it is needed.
     */
    public static long awaitWaitingFor(OrderRows rows, long product) throws Exception {
        String session = isMariaDb(rows)
                ? "SELECT COALESCE(MAX(t.trx_mysql_thread_id), 0) FROM information_schema.innodb_lock_waits w JOIN information_schema.innodb_locks l ON l.lock_id = w.requested_lock_id JOIN information_schema.innodb_trx t ON t.trx_id = w.requesting_trx_id WHERE l.lock_data = ?"
                : "SELECT COALESCE(MAX(t.processlist_id), 0) FROM performance_schema.data_lock_waits w JOIN performance_schema.data_locks l ON l.engine_lock_id = w.requesting_engine_lock_id JOIN performance_schema.threads t ON t.thread_id = w.requesting_thread_id WHERE l.lock_data = ?";
        AtomicReference<String> found = new AtomicReference<>();
        OrderApi.until(PATIENCE, "true", () -> {
            found.set(rows.value(session, "" + product));
            return "" + !"0".equals(found.get());
        });
        if ("0".equals(found.get())) {
            throw new AssertionError("no transaction waits for the stock of " + product);
        }
        return Long.parseLong(found.get());
    }

    private static boolean isMariaDb(OrderRows rows) throws SQLException {
        return rows.value("SELECT VERSION()").contains("MariaDB");
    }

    /** Returns when that transaction has ended. */
    public static void awaitEnd(OrderRows rows, String transaction) throws Exception {
        String locks = isMariaDb(rows)
                ? "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_id = ?"
                : "SELECT COUNT(*) FROM performance_schema.data_locks WHERE engine_transaction_id = ?";
        OrderApi.until(PATIENCE, "0", () -> rows.value(locks, transaction));
    }
}
