package dev.pesto.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A database and the account that may do everything in it. */
public record DatabaseAddress(String host, int port, String name, String user, String password) {

    public DatabaseAddress {
        if (!name.matches("[A-Za-z0-9_]{1,64}")) {
            throw new IllegalArgumentException("a database name has letters, digits and _ only: " + name);
        }
    }

    public String url() {
        return serverUrl() + name;
    }

    public Connection connect() throws SQLException {
        return connect(url(), user, password);
    }

    /** As somebody else. */
    public Connection connect(String otherUser, String otherPassword) throws SQLException {
        return connect(url(), otherUser, otherPassword);
    }

    /** To the server, whether the database exists or not. */
    Connection connectToServer() throws SQLException {
        return connect(serverUrl(), user, password);
    }

    /**
     * Connector/J's {@code sslMode}: {@code DB_SSL_MODE} when it is set, else none on this very host and TLS where the server has it on any other. Set
     * {@code VERIFY_IDENTITY} where the network is not yours.
     */
    public String sslMode() {
        String wanted = System.getenv("DB_SSL_MODE");
        if (wanted != null && !wanted.isBlank()) {
            return wanted;
        }
        return host.equals("localhost") || host.startsWith("127.") ? "DISABLED" : "PREFERRED";
    }

    private String serverUrl() {
        return "jdbc:mysql://" + host + ":" + port + "/";
    }

    private Connection connect(String url, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5000");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("sslMode", sslMode());
        properties.setProperty("connectionTimeZone", "UTC");
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + name;
    }
}
