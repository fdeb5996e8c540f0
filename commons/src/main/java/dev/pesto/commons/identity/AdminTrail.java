package dev.pesto.commons.identity;

import dev.pesto.commons.ids.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import javax.sql.DataSource;

/** What an ADMIN does where neither a timeline nor a ledger keeps it: a row of the audit table, which is written and never changed. */
@ApplicationScoped
public class AdminTrail {

    @Inject
    private DataSource dataSource;

    /**
     * Adds a row, in the transaction of the caller if there is one.
     *
     * @param subject the account it was done to; null when there is none
     * @param network from where; null when that is not known
     */
    public void record(String action, long admin, Long subject, String network, String detail) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO audit (id, occurred_at, actor_id, subject_id, action, network, detail)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, Ids.next());
            insert.setLong(2, System.currentTimeMillis());
            insert.setLong(3, admin);
            insert.setObject(4, subject, Types.BIGINT);
            insert.setString(5, action);
            insert.setString(6, network);
            insert.setString(7, detail);
            insert.setQueryTimeout(2);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("not written to the audit table: " + action, e);
        }
    }
}
