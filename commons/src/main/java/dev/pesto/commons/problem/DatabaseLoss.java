package dev.pesto.commons.problem;

import jakarta.resource.ResourceException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** A database that could not be reached, or was lost on the way, as it shows among the causes of a failure. */
public final class DatabaseLoss {

    /** The session was ended: with the server, by an operator, or because its transaction was idle. */
    private static final Set<Integer> ENDED = Set.of(1053, 1927, 3169, 4031);

    private static final String CONNECTION_STATES = "08";
    private static final int DEEPEST_CAUSE = 20;

    private DatabaseLoss() {}

    /** Whether one of the causes tells of it; a pool that has no connection to give counts too. */
    public static boolean isIn(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof ResourceException || (cause instanceof SQLException sql && tells(sql))) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean tells(SQLException sql) {
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        return sql instanceof SQLNonTransientConnectionException
                || sql instanceof SQLTransientConnectionException
                || sql instanceof SQLRecoverableException
                || state.startsWith(CONNECTION_STATES)
                || ENDED.contains(sql.getErrorCode());
    }
}
