package dev.pesto.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On the embedded database, and on the MySQL of PESTO_TEST_MYSQL_HOST and _PORT (root, root) when it is given. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaTest {
    private static final int DENIED_TABLE = 1142;
    private static final int DENIED_COLUMN = 1143;

    /** Select, insert, update, delete by user, product, order, balancer. Of account, product-war and order-war read two columns, which is not all of it. */
    private static final String GRANTED = """
            account               SIUD     -        -        -
            address               SIUD     -        S        -
            audit                 SI       I        -        I
            credential            SIUD     -        -        -
            flyway_schema_history -        -        -        -
            login_attempt         SIUD     -        -        -
            merchant_order        -        -        SIU      -
            order_event           -        -        SI       -
            order_line            -        -        SI       -
            orders                -        -        SIU      -
            payment               -        -        SIU      -
            payment_method        SIUD     -        S        -
            product               -        SIU      S        -
            refund                -        -        SIU      -
            session               SIUD     -        -        -
            session_end           SIUD     S        S        S
            stock                 -        SI       SIU      -
            stock_ledger          -        I        SI       -
            """;

    private final EmbeddedDatabase embedded =
            new EmbeddedDatabase(Path.of("target", "database"), freePort(), "owner-of-a-test");

    @BeforeAll
    void start() throws IOException, SQLException {
        embedded.start(Duration.ofSeconds(60));
        for (DatabaseAddress database : databases().toList()) {
            try (Connection server = database.connectToServer();
                    Statement statement = server.createStatement()) {
                statement.execute("DROP DATABASE IF EXISTS " + database.name());
            }
        }
    }

    @AfterAll
    void stop() throws IOException {
        embedded.stop(Duration.ofSeconds(20));
    }

    Stream<DatabaseAddress> databases() {
        DatabaseAddress local = embedded.address("pesto_schema_test");
        String host = System.getenv("PESTO_TEST_MYSQL_HOST");
        if (host == null) {
            return Stream.of(local);
        }
        int port = Integer.parseInt(System.getenv().getOrDefault("PESTO_TEST_MYSQL_PORT", "3306"));
        return Stream.of(local, new DatabaseAddress(host, port, "pesto_schema_test", "root", "root"));
    }

    @ParameterizedTest
    @MethodSource("databases")
    @DisplayName("R1.1 R1.2 installs from nothing, twice and two at once")
    void installsTwiceAndTwoAtOnce(DatabaseAddress database) throws Exception {
        Callable<Void> install = () -> {
            new Schema(database).install(passwords());
            return null;
        };
        new Schema(database).install(passwords());
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (Future<Void> one : pool.invokeAll(List.of(install, install))) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(number(database, "SELECT COUNT(*) FROM flyway_schema_history WHERE NOT success"))
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("databases")
    @DisplayName(
            "R2.1 product-war and order-war cannot read credentials, nor more of an account than its id and status")
    void othersCannotReadCredentials(DatabaseAddress database) throws SQLException {
        new Schema(database).install(passwords());
        for (WarAccount account : List.of(WarAccount.PRODUCT, WarAccount.ORDER)) {
            assertThat(as(database, account, "SELECT id, status FROM account")).isZero();
            assertDenied(database, account, "SELECT password_hash FROM credential");
            assertDenied(database, account, "SELECT email FROM account");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    @DisplayName("R2.1 product-war cannot touch orders nor change stock, the balancer reads nothing but ended sessions")
    void productCannotTouchOrders(DatabaseAddress database) throws SQLException {
        new Schema(database).install(passwords());
        assertDenied(database, WarAccount.PRODUCT, "SELECT * FROM orders");
        assertDenied(database, WarAccount.PRODUCT, "UPDATE stock SET reserved = 0");
        assertDenied(database, WarAccount.USER, "SELECT * FROM stock");
        assertDenied(database, WarAccount.BALANCER, "SELECT * FROM account");
        assertDenied(database, WarAccount.BALANCER, "SELECT * FROM audit");
        assertDenied(database, WarAccount.PRODUCT, "SELECT * FROM audit");
        for (WarAccount account : WarAccount.values()) {
            assertThat(as(database, account, "SELECT * FROM session_end")).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    @DisplayName("R2.1 each account may do with each table what the grants say and nothing else, tried one by one")
    void accountsAndTables(DatabaseAddress database) throws SQLException {
        new Schema(database).install(passwords());
        Map<String, String> firstColumns = firstColumns(database);
        StringBuilder found = new StringBuilder();
        for (Map.Entry<String, String> table : firstColumns.entrySet()) {
            found.append(String.format("%-22s", table.getKey()));
            for (WarAccount account : WarAccount.values()) {
                found.append(String.format("%-9s", allowed(database, account, table.getKey(), table.getValue())));
            }
            found.append('\n');
        }
        assertThat(found.toString().replaceAll(" +\n", "\n")).isEqualTo(GRANTED);
    }

    private static Map<String, String> firstColumns(DatabaseAddress database) throws SQLException {
        Map<String, String> columns = new TreeMap<>();
        try (Connection owner = database.connect();
                ResultSet tables = owner.createStatement()
                        .executeQuery("SELECT table_name, column_name FROM information_schema.columns"
                                + " WHERE table_schema = DATABASE() AND ordinal_position = 1")) {
            while (tables.next()) {
                columns.put(tables.getString(1), tables.getString(2));
            }
        }
        return columns;
    }

    /** Statements that would change nothing: whoever may not is told so before they are carried out. */
    private static String allowed(DatabaseAddress database, WarAccount account, String table, String column)
            throws SQLException {
        Map<String, String> tries = new LinkedHashMap<>();
        tries.put("S", "SELECT * FROM " + table + " WHERE 1 = 0");
        tries.put(
                "I", "INSERT INTO " + table + " (" + column + ") SELECT 1 FROM (SELECT 1 AS one) AS row1 WHERE 1 = 0");
        tries.put("U", "UPDATE " + table + " SET " + column + " = 1 WHERE 1 = 0");
        tries.put("D", "DELETE FROM " + table + " WHERE 1 = 0");
        StringBuilder allowed = new StringBuilder();
        try (Connection connection =
                        database.connect(account.user(), passwords().get(account));
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (Map.Entry<String, String> one : tries.entrySet()) {
                try {
                    statement.execute(one.getValue());
                    allowed.append(one.getKey());
                } catch (SQLException e) {
                    // A column without a value is found out only about who may insert.
                    allowed.append(isDenied(e) ? "" : one.getKey());
                }
            }
            connection.rollback();
        }
        return allowed.isEmpty() ? "-" : allowed.toString();
    }

    @ParameterizedTest
    @MethodSource("databases")
    @DisplayName(
            "R2.1 what was written down stays: nobody changes the audit, a ledger or a timeline, nor tables and accounts")
    void recordsAreAppendOnly(DatabaseAddress database) throws SQLException {
        new Schema(database).install(passwords());
        for (WarAccount account : WarAccount.values()) {
            for (String table : List.of("audit", "stock_ledger", "order_event")) {
                assertDenied(database, account, "DELETE FROM " + table);
            }
            assertDenied(database, account, "UPDATE audit SET detail = ''");
            assertDenied(database, account, "UPDATE stock_ledger SET reason = ''");
            assertDenied(database, account, "UPDATE order_event SET note = ''");
            assertDenied(database, account, "DROP TABLE audit");
            assertDenied(database, account, "CREATE TABLE another (id INT)");
            assertDenied(database, account, "SELECT * FROM mysql.user");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    @DisplayName("R2.2 stock can be sold to the last unit and not beyond")
    void stockCannotBeOversold(DatabaseAddress database) throws SQLException {
        new Schema(database).install(passwords());
        try (Connection owner = database.connect();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute(
                    "INSERT INTO account VALUES (1, 'm@x.test', 'm@x.test', 'M', NULL, 'MERCHANT', 'ACTIVE', 0, 0)");
            statement.execute(
                    "INSERT INTO product (id, merchant_id, sku, name, category, price_amount, price_currency, status,"
                            + " version, created_at, updated_at) VALUES (1, 1, 'S', 'N', 'C', 1, 'INR', 'ACTIVE', 0, 0, 0)");
            statement.execute("INSERT INTO stock VALUES (1, 5, 5)");
            assertThatThrownBy(() -> statement.execute("UPDATE stock SET reserved = 6"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.execute("UPDATE stock SET on_hand = 4"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.execute("UPDATE account SET role = 'ROOT'"))
                    .isInstanceOf(SQLException.class);
            owner.rollback();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    @DisplayName("R1.3 a lost password is replaced, but not while somebody works with it")
    void lostPasswordIsReplaced(DatabaseAddress database) throws SQLException {
        new Schema(database).install(passwords());
        Map<WarAccount, String> others = passwords();
        others.put(WarAccount.BALANCER, "another-one");
        try (Connection busy =
                database.connect(WarAccount.BALANCER.user(), passwords().get(WarAccount.BALANCER))) {
            assertThat(busy.isValid(1)).isTrue();
            assertThatThrownBy(() -> new Schema(database).install(others))
                    .hasMessageContaining("PESTO_DB_BALANCER_PASSWORD");
        }
        new Schema(database).install(others);
        database.connect(WarAccount.BALANCER.user(), "another-one").close();
        new Schema(database).install(passwords());
    }

    private static void assertDenied(DatabaseAddress database, WarAccount account, String sql) {
        assertThatThrownBy(() -> as(database, account, sql))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(isDenied(e)).as(e.getMessage()).isTrue());
    }

    private static boolean isDenied(SQLException e) {
        return e.getErrorCode() == DENIED_TABLE || e.getErrorCode() == DENIED_COLUMN;
    }

    private static int as(DatabaseAddress database, WarAccount account, String sql) throws SQLException {
        try (Connection connection =
                        database.connect(account.user(), passwords().get(account));
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return statement.getUpdateCount();
            }
            int rows = 0;
            try (ResultSet result = statement.getResultSet()) {
                while (result.next()) {
                    rows++;
                }
            }
            return rows;
        }
    }

    private static long number(DatabaseAddress database, String sql) throws SQLException {
        try (Connection owner = database.connect();
                Statement statement = owner.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static Map<WarAccount, String> passwords() {
        Map<WarAccount, String> passwords = new EnumMap<>(WarAccount.class);
        for (WarAccount account : WarAccount.values()) {
            passwords.put(account, "secret-of-" + account);
        }
        return passwords;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
