package dev.pesto.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/** Brings a database to the present state of the files in {@code sql/}: database, accounts, tables, grants. */
public final class Schema {
    /** Error codes of "access denied": to the server, to the database. */
    private static final List<Integer> DENIED = List.of(1044, 1045, 1698);

    private static final int UNKNOWN_DATABASE = 1049;
    private static final Pattern COMMENT = Pattern.compile("^\\s*--.*$", Pattern.MULTILINE);

    private final DatabaseAddress database;

    public Schema(DatabaseAddress database) {
        this.database = database;
    }

    /** Safe to run at any time, from several places at once. */
    public void install(Map<WarAccount, String> passwords) throws SQLException {
        createDatabase();
        try (Connection owner = database.connect()) {
            for (WarAccount account : WarAccount.values()) {
                createAccount(owner, account, passwords.get(account));
            }
        }
        migrate();
        try (Connection owner = database.connect()) {
            run(owner, "grants.sql");
            if (!vendor(owner).equals("MariaDB")) {
                run(owner, "grants-mysql.sql");
            }
        }
    }

    /** Product and version of the server, for people. */
    public static String vendorAndVersion(Connection connection) throws SQLException {
        String version = connection.getMetaData().getDatabaseProductVersion();
        return vendor(connection) + " " + version.replaceFirst("-.*", "");
    }

    /** The driver says MySQL to both, so the version string has to tell. */
    private static String vendor(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion().contains("MariaDB") ? "MariaDB" : "MySQL";
    }

    private void createDatabase() throws SQLException {
        // An owner who may not create databases is welcome to one that exists.
        try (Connection existing = database.connect()) {
            existing.isValid(1);
        } catch (SQLException absent) {
            if (absent.getErrorCode() != UNKNOWN_DATABASE) {
                throw absent;
            }
            try (Connection server = database.connectToServer();
                    Statement statement = server.createStatement()) {
                statement.execute("CREATE DATABASE IF NOT EXISTS `" + database.name()
                        + "` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
            }
        }
    }

    private void createAccount(Connection owner, WarAccount account, String password) throws SQLException {
        execute(owner, "CREATE USER IF NOT EXISTS '" + account.user() + "'@'%' IDENTIFIED BY ", password);
        if (!isRefused(account, password)) {
            return;
        }
        if (sessionsOf(owner, account) > 0) {
            throw new SQLException(account.user() + " is in use with another password: give that password in "
                    + account.passwordVariable() + ", or stop the servers that use it");
        }
        execute(owner, "ALTER USER '" + account.user() + "'@'%' IDENTIFIED BY ", password);
    }

    /** An account without any grant may log in to the server, yet not open the database: only a wrong password counts. */
    private boolean isRefused(WarAccount account, String password) throws SQLException {
        DatabaseAddress as =
                new DatabaseAddress(database.host(), database.port(), database.name(), account.user(), password);
        try {
            as.connectToServer().close();
            return false;
        } catch (SQLException refused) {
            if (DENIED.contains(refused.getErrorCode())) {
                return true;
            }
            throw refused;
        }
    }

    private static int sessionsOf(Connection owner, WarAccount account) throws SQLException {
        try (PreparedStatement query =
                owner.prepareStatement("SELECT COUNT(*) FROM information_schema.processlist WHERE user = ?")) {
            query.setString(1, account.user());
            try (ResultSet count = query.executeQuery()) {
                count.next();
                return count.getInt(1);
            }
        }
    }

    private void migrate() {
        Flyway.configure()
                .dataSource(database.url() + "?allowPublicKeyRetrieval=true", database.user(), database.password())
                .locations("classpath:dev/pesto/sql/migrations")
                .validateMigrationNaming(true)
                .load()
                .migrate();
    }

    private static void run(Connection owner, String file) throws SQLException {
        String text = COMMENT.matcher(read(file)).replaceAll("");
        List<String> statements = Stream.of(text.split(";"))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
        try (Statement statement = owner.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String read(String file) {
        try (InputStream in = Schema.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Account statements take no parameters, so the password is quoted here. */
    private static void execute(Connection owner, String sql, String password) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql + "'" + password.replace("\\", "\\\\").replace("'", "''") + "'");
        }
    }
}
