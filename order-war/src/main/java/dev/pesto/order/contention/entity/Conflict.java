package dev.pesto.order.contention.entity;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Optional;

/** A transaction that lost against another one and may be repeated. */
public enum Conflict {
    DEADLOCK,
    LOCK_TIMEOUT;

    private static final int MYSQL_DEADLOCK = 1213;
    private static final int MYSQL_LOCK_TIMEOUT = 1205;
    private static final int DEEPEST_CAUSE = 20;

    /** Looks through the causes; the container wraps what the driver says several times. */
    public static Optional<Conflict> in(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof SQLException sql) {
                if (sql.getErrorCode() == MYSQL_DEADLOCK) {
                    return Optional.of(DEADLOCK);
                }
                if (sql.getErrorCode() == MYSQL_LOCK_TIMEOUT || sql instanceof SQLTimeoutException) {
                    return Optional.of(LOCK_TIMEOUT);
                }
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
