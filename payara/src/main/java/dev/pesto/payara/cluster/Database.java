package dev.pesto.payara.cluster;

import dev.pesto.payara.cluster.State.DatabaseFacts;
import dev.pesto.payara.demo.Demo;
import dev.pesto.sql.DatabaseAddress;
import dev.pesto.sql.EmbeddedDatabase;
import dev.pesto.sql.Schema;
import dev.pesto.sql.WarAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;

/** The database of a cluster: that of DB_HOST, or one of our own. */
final class Database {
    private static final int ACCESS_DENIED = 1045;
    private static final int ACCESS_DENIED_TO_DATABASE = 1044;

    private static final int UNKNOWN_DATABASE = 1049;

    private final Home home;
    private final Plan plan;
    private final boolean embedded = System.getenv("DB_HOST") == null;

    Database(Home home, Plan plan) {
        this.home = home;
        this.plan = plan;
    }

    boolean isEmbedded() {
        return embedded;
    }

    DatabaseAddress address() {
        if (embedded) {
            return server().address(plan.database());
        }
        int port = Integer.parseInt(System.getenv().getOrDefault("DB_PORT", "3306"));
        String user = System.getenv().getOrDefault("DB_USER", "root");
        return new DatabaseAddress(
                System.getenv("DB_HOST"),
                port,
                plan.database(),
                user,
                System.getenv().getOrDefault("DB_PASSWORD", ""));
    }

    /** What an interrupted first start has left is unpacked anew: half a data directory never starts. */
    ProcessHandle start() throws IOException {
        Path unfinished = home.directory().resolve("database.unfinished");
        if (Files.exists(unfinished)) {
            stop();
            Home.delete(home.database());
        } else if (!Files.isDirectory(home.database().resolve("data"))) {
            Files.createFile(unfinished);
        }
        ProcessHandle process = server().start(Duration.ofSeconds(60));
        Files.deleteIfExists(unfinished);
        return process;
    }

    void stop() throws IOException {
        server().stop(Duration.ofSeconds(30));
    }

    DatabaseFacts install() {
        DatabaseAddress address = address();
        Map<WarAccount, String> passwords = new EnumMap<>(WarAccount.class);
        for (WarAccount account : WarAccount.values()) {
            passwords.put(account, home.secret(account.passwordVariable()));
        }
        try {
            new Schema(address).install(passwords);
            if (plan.demo()) {
                new Demo(address).install(home.secret(Secrets.BUYER_PASSWORD), home.secret(Secrets.MERCHANT_PASSWORD));
            }
            try (Connection connection = address.connect()) {
                return new DatabaseFacts(
                        address.host(), address.port(), address.name(), Schema.vendorAndVersion(connection), embedded);
            }
        } catch (SQLException e) {
            throw new Failure(explain(address, e), e);
        } catch (FlywayException e) {
            throw new Failure(
                    "the database " + address + " could not be migrated: "
                            + e.getMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    /** Of a server that is not ours: what is in a database there is somebody's. */
    void requireAbsent() {
        try (Connection connection = address().connect()) {
            throw new Failure("there is a database " + plan.database() + " at "
                    + connection.getMetaData().getURL() + " already: name another one in DB_DATABASE, or drop it");
        } catch (SQLException e) {
            if (e.getErrorCode() != UNKNOWN_DATABASE) {
                throw new Failure(explain(address(), e), e);
            }
        }
    }

    /** Absent already is as good. */
    void drop() {
        try (Connection connection = address().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE `" + plan.database() + "`");
        } catch (SQLException e) {
            if (e.getErrorCode() != UNKNOWN_DATABASE) {
                throw new Failure(explain(address(), e), e);
            }
        }
    }

    private static String explain(DatabaseAddress address, SQLException e) {
        String where = address.host() + ":" + address.port();
        if (e.getErrorCode() == ACCESS_DENIED || e.getErrorCode() == ACCESS_DENIED_TO_DATABASE) {
            return "the database at " + where + " refuses " + address.user() + ": check DB_USER and DB_PASSWORD ("
                    + e.getMessage() + ")";
        }
        if (e.getSQLState() != null && e.getSQLState().startsWith("08")) {
            return "no database answers at " + where
                    + ": start it, correct DB_HOST and DB_PORT, or unset DB_HOST to use the embedded one";
        }
        return "the database at " + where + " refuses: " + e.getMessage();
    }

    private EmbeddedDatabase server() {
        return new EmbeddedDatabase(home.database(), plan.databasePort(), home.secret(Secrets.OWNER_PASSWORD));
    }
}
