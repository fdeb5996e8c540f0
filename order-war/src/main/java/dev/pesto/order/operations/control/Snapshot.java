package dev.pesto.order.operations.control;

import dev.pesto.commons.ids.Ids;
import dev.pesto.order.operations.entity.Finding;
import dev.pesto.order.operations.entity.Law;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads all laws in one consistent snapshot of the database. Plain JDBC, so that tests and tools read the same laws in the same way. */
public final class Snapshot {

    private Snapshot() {}

    /**
     * Whether each law holds.
     *
     * @param readySince epoch milliseconds since when an instance has been there to end holds; 0 is the strictest
     */
    public static List<Finding> read(Connection connection, long readySince) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET @ready_since = " + readySince);
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
            try {
                List<Finding> findings = new ArrayList<>();
                for (Law law : Law.all()) {
                    List<Map<String, Object>> violations = rows(statement, law.sql());
                    findings.add(new Finding(law.name(), law.says(), violations.isEmpty(), violations));
                }
                return findings;
            } finally {
                statement.execute("ROLLBACK");
            }
        }
    }

    private static List<Map<String, Object>> rows(Statement statement, String sql) throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            ResultSetMetaData columns = result.getMetaData();
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.put(columns.getColumnLabel(i), shown(columns.getColumnLabel(i), result, i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** Ids as clients see them; sums as whole numbers. */
    private static Object shown(String label, ResultSet result, int column) throws SQLException {
        String text = result.getString(column);
        if (text == null) {
            return null;
        }
        if (label.endsWith("Id") && !label.equals("trackingId")) {
            return Ids.format(result.getLong(column));
        }
        return text.matches("-?\\d{1,18}") && !label.equals("trackingId") ? (Object) result.getLong(column) : text;
    }
}
