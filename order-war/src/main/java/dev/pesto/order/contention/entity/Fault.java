package dev.pesto.order.contention.entity;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What the database says of a transaction that failed, other than a lost lock ({@link Conflict}). */
public enum Fault {
    /** A unique or primary key is taken. */
    DUPLICATE,
    /** The connection is gone; whether a commit under way took place is not known. */
    CONNECTION_LOST;

    private static final int DUPLICATE_KEY = 1062;
    /** The session was killed, by an operator, by the watch over idle transactions, or with the server. */
    private static final Set<Integer> KILLED = Set.of(1053, 1927, 4031);

    private static final String CONNECTION_STATES = "08";
    private static final int DEEPEST_CAUSE = 20;

    /** Whether one of the causes tells of it. */
    public boolean isIn(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof SQLException sql && isToldBy(sql)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private boolean isToldBy(SQLException sql) {
        if (this == DUPLICATE) {
            return sql.getErrorCode() == DUPLICATE_KEY;
        }
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        return sql instanceof SQLNonTransientConnectionException
                || sql instanceof SQLTransientConnectionException
                || sql instanceof SQLRecoverableException
                || state.startsWith(CONNECTION_STATES)
                || KILLED.contains(sql.getErrorCode());
    }
}
