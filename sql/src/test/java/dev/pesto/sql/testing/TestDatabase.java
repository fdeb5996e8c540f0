package dev.pesto.sql.testing;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The database of the run, as its owner. */
public final class TestDatabase {
    private TestDatabase() {}

    public static Connection connect() throws SQLException {
        return WarOnPayara.running().address("pesto").connect();
    }

    /** As the service under test, the way its own pool connects. */
    public static Connection connectAsService() throws SQLException, IOException {
        return WarOnPayara.running().connectAsService();
    }

    /** One statement with its parameters; returns the number of rows. */
    public static int execute(String sql, Object... values) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** The number in the first column of the first row. */
    public static long number(String sql, Object... values) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, values);
                ResultSet result = statement.executeQuery()) {
            if (!result.next()) {
                throw new SQLException("no row");
            }
            return result.getLong(1);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
