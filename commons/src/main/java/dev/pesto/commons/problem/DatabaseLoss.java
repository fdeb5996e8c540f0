package dev.pesto.commons.problem;

import jakarta.resource.ResourceException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import javax.transaction.xa.XAException;

/** A database that could not be reached, or was lost on the way, as it shows among the causes of a failure. */
public final class DatabaseLoss {

    /** The session was ended: with the server, by an operator, or because its transaction was idle. */
    private static final Set<Integer> ENDED = Set.of(1053, 1927, 3169, 4031);

    private static final String CONNECTION_STATES = "08";
    private static final String DRIVER = "com.mysql.cj.";
    private static final int DEEPEST_CAUSE = 20;

    private DatabaseLoss() {}

    /** Whether one of the causes tells of it; a pool that has no connection to give counts too. */
    public static boolean isIn(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (tells(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean tells(Throwable cause) {
        if (cause instanceof SQLException sql) {
            return tells(sql);
        }
        // The transaction manager could not end the transaction: it keeps only the text of what the driver said.
        return cause instanceof ResourceException
                || cause instanceof XAException
                || (cause instanceof RuntimeException && isThrownByDriver(cause));
    }

    /** The driver's timer and its connection check close a connection under the thread that works with it, which then meets a null. */
    private static boolean isThrownByDriver(Throwable cause) {
        StackTraceElement[] stack = cause.getStackTrace();
        return stack.length > 0 && stack[0].getClassName().startsWith(DRIVER);
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
