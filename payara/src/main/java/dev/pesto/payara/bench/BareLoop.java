package dev.pesto.payara.bench;

import dev.pesto.payara.cluster.Failure;
import dev.pesto.sql.DatabaseAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The least that an order of one line costs a database: lock its stock row, take a unit, write the order and the line, commit. On tables of its own beside the real ones, with
 * the keys that make an order unique; without server, JSON, tokens, events, or anything to read. No placing of orders over this database can be faster.
 */
final class BareLoop implements AutoCloseable {
    private static final List<String> TABLES = List.of(
            "CREATE TABLE bench_stock (product_id BIGINT PRIMARY KEY, on_hand BIGINT NOT NULL, reserved BIGINT NOT NULL) ENGINE = InnoDB",
            "CREATE TABLE bench_order (id BIGINT PRIMARY KEY, buyer_id BIGINT NOT NULL,"
                    + " idempotency_key VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,"
                    + " total BIGINT NOT NULL, placed_at BIGINT NOT NULL, UNIQUE (buyer_id, idempotency_key)) ENGINE = InnoDB",
            "CREATE TABLE bench_line (id BIGINT PRIMARY KEY, order_id BIGINT NOT NULL, product_id BIGINT NOT NULL,"
                    + " quantity INT NOT NULL, unit_price BIGINT NOT NULL, KEY (order_id)) ENGINE = InnoDB");

    private final List<Connection> connections = new ArrayList<>();
    private final AtomicLong ids = new AtomicLong();

    BareLoop(DatabaseAddress database, int connections, int products) {
        try {
            for (int i = 0; i < connections; i++) {
                Connection connection = database.connect();
                this.connections.add(connection);
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
            try (Statement statement = this.connections.get(0).createStatement()) {
                for (String table : TABLES) {
                    statement.execute(table);
                }
                for (int product = 1; product <= products; product++) {
                    statement.execute("INSERT INTO bench_stock VALUES (" + product + ", 1000000000, 0)");
                }
            }
            for (Connection connection : this.connections) {
                connection.setAutoCommit(false);
            }
        } catch (SQLException e) {
            close();
            throw failure(e);
        }
    }

    /** Orders a second, each of one of so many products. */
    double run(int products, Duration time) {
        long start = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(connections.size());
        try {
            List<Future<Long>> running = new ArrayList<>();
            for (Connection connection : connections) {
                Random random = new Random(running.size());
                running.add(threads.submit(() -> place(connection, random, products, start + time.toNanos())));
            }
            long orders = 0;
            for (Future<Long> placed : running) {
                orders += placed.get();
            }
            return orders * 1e9 / (System.nanoTime() - start);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private long place(Connection connection, Random random, int products, long end) throws SQLException {
        long orders = 0;
        try (PreparedStatement lock = connection.prepareStatement(
                        "SELECT on_hand, reserved FROM bench_stock WHERE product_id = ? FOR UPDATE");
                PreparedStatement take =
                        connection.prepareStatement("UPDATE bench_stock SET reserved = ? WHERE product_id = ?");
                PreparedStatement order =
                        connection.prepareStatement("INSERT INTO bench_order VALUES (?, 1, ?, 100, ?)");
                PreparedStatement line =
                        connection.prepareStatement("INSERT INTO bench_line VALUES (?, ?, ?, 1, 100)")) {
            while (System.nanoTime() < end) {
                long product = 1L + random.nextInt(products);
                long id = ids.incrementAndGet();
                lock.setLong(1, product);
                long reserved;
                try (ResultSet row = lock.executeQuery()) {
                    row.next();
                    reserved = row.getLong(2);
                    if (reserved >= row.getLong(1)) {
                        throw new Failure("the bare loop has sold everything");
                    }
                }
                take.setLong(1, reserved + 1);
                take.setLong(2, product);
                take.executeUpdate();
                order.setLong(1, id);
                order.setString(2, "bench-" + id);
                order.setLong(3, System.currentTimeMillis());
                order.executeUpdate();
                line.setLong(1, id);
                line.setLong(2, id);
                line.setLong(3, product);
                line.executeUpdate();
                connection.commit();
                orders++;
            }
        }
        return orders;
    }

    private static Failure failure(Throwable cause) {
        return new Failure("the bare loop has failed: " + cause, cause);
    }

    @Override
    public void close() {
        for (Connection connection : connections) {
            try {
                connection.close();
            } catch (SQLException gone) {
                // With the database, which ends after it.
            }
        }
    }
}
