package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.commons.ids.Ids;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** A merchant, a buyer with cash and card, and a look into the cluster's database. */
final class Shop implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** InnoDB tells nothing new about its transactions to whoever asks more often. */
    private static final long PAUSE_NANOS = 120_000_000;

    private static final String WAITING_ON_MARIADB =
            "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'";

    /** There, innodb_trx fails when a statement under way has binary parameters, as that which writes a key. */
    private static final String WAITING_ON_MYSQL =
            "SELECT COUNT(DISTINCT requesting_engine_transaction_id) FROM performance_schema.data_lock_waits";

    final Api api;
    final String merchant;
    final String buyer;
    private final Started started;
    private final Map<String, Object> delivery;
    private final String card;
    private Connection database;

    Shop(Started started) throws SQLException {
        this.started = started;
        api = started.api();
        merchant = api.register("MERCHANT");
        buyer = api.register("BUYER");
        delivery = api.delivery(buyer);
        Map<String, Object> method = Map.of(
                "type", "CARD", "token", "tok_ok", "brand", "Visa", "last4", "4242", "expMonth", 12, "expYear", 2039);
        card = api.post("/users/me/payment-methods", buyer, method)
                .expect(201)
                .path("id")
                .asText();
        database = started.database();
    }

    /** After a restart of the database. */
    void reconnect() throws SQLException {
        database = started.database();
    }

    String product(long stock) {
        return api.product(merchant, stock, 100);
    }

    Map<String, Object> cashOrder(String product, int quantity) {
        return order(List.of(product), quantity, delivery.get("paymentMethodId"));
    }

    /** One of each, in this order. */
    Map<String, Object> cashOrder(List<String> products) {
        return order(products, 1, delivery.get("paymentMethodId"));
    }

    Map<String, Object> cardOrder(String product, int quantity) {
        return order(List.of(product), quantity, card);
    }

    private Map<String, Object> order(List<String> products, int quantity, Object method) {
        return Map.of(
                "lines",
                products.stream()
                        .map(product -> Map.of("productId", product, "quantity", quantity))
                        .toList(),
                "addressId",
                delivery.get("addressId"),
                "paymentMethodId",
                method);
    }

    JsonNode placed(Map<String, Object> order) {
        return api.postUntilDecided("/orders", buyer, order).expect(201);
    }

    /** The first value of the first row, as text; ids as the database has them. */
    String value(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(database, sql, parameters);
                ResultSet result = statement.executeQuery()) {
            return result.next() ? result.getString(1) : null;
        }
    }

    int run(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(database, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /** Returns when so many transactions wait for a lock. */
    void awaitWaiting(int count) throws Exception {
        String waiting = started.isMariaDb() ? WAITING_ON_MARIADB : WAITING_ON_MYSQL;
        await(count + " transactions wait", () -> Integer.parseInt(value(waiting)) >= count);
    }

    static void await(String what, Callable<Boolean> condition) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("in vain: %s", what).isLessThan(until);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    void assertLawsHold() {
        String admin = api.post(
                        "/auth/tokens",
                        null,
                        AccessMatrixIT.admin(started.cluster().home()))
                .expect(200)
                .path("accessToken")
                .asText();
        JsonNode laws = api.get("/ops/invariants", admin).expect(200);
        assertThat(laws.path("holds").asBoolean()).as("%s", laws).isTrue();
    }

    /** As many calls as wanted, through one gate. */
    static List<Api.Answer> atOnce(int count, IntFunction<Api.Answer> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        CountDownLatch gate = new CountDownLatch(1);
        try {
            List<Future<Api.Answer>> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int which = i;
                calls.add(threads.submit(() -> {
                    gate.await();
                    return call.apply(which);
                }));
            }
            gate.countDown();
            List<Api.Answer> answers = new ArrayList<>();
            for (Future<Api.Answer> one : calls) {
                answers.add(one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    /** A row that a session of the test keeps locked. */
    static final class Held implements AutoCloseable {
        private final Connection connection;

        private Held(Connection connection, String table, String column, String id) throws SQLException {
            this.connection = connection;
            connection.setAutoCommit(false);
            run(
                    "SELECT 1 FROM " + table + " WHERE " + column + " = ? FOR UPDATE",
                    Ids.parse(id).orElseThrow());
        }

        int run(String sql, Object... parameters) throws SQLException {
            try (PreparedStatement statement = prepared(connection, sql, parameters)) {
                return statement.execute() ? 0 : statement.getUpdateCount();
            }
        }

        void commit() throws SQLException {
            connection.commit();
        }

        @Override
        public void close() throws SQLException {
            connection.rollback();
            connection.close();
        }
    }

    Held holdStock(String product) throws SQLException {
        return new Held(started.database(), "stock", "product_id", product);
    }

    Held holdOrder(String order) throws SQLException {
        return new Held(started.database(), "orders", "id", order);
    }

    static long id(JsonNode row) {
        return Ids.parse(row.path("id").asText()).orElseThrow();
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
