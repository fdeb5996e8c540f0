package dev.pesto.order.contention.entity;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;

/** What the database says of a transaction that failed, other than a lost lock ({@link Conflict}). */
public enum Fault {
    /** A unique or primary key is taken. */
    DUPLICATE {
        @Override
        boolean isToldBy(SQLException sql) {
            return sql.getErrorCode() == 1062;
        }
    },
    /** The connection is gone; whether a commit under way took place is not known. */
    CONNECTION_LOST {
        @Override
        boolean isToldBy(SQLException sql) {
            return sql instanceof SQLNonTransientConnectionException
                    || sql instanceof SQLTransientConnectionException
                    || sql instanceof SQLRecoverableException
                    || (sql.getSQLState() != null && sql.getSQLState().startsWith("08"))
                    // Killed by an operator, by the watch over idle transactions, or with the server.
                    || sql.getErrorCode() == 1927
                    || sql.getErrorCode() == 4031
                    || sql.getErrorCode() == 1053;
        }
    };

    private static final int DEEPEST_CAUSE = 20;

    abstract boolean isToldBy(SQLException sql);

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
}
