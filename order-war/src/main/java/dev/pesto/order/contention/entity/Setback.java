package dev.pesto.order.contention.entity;

import dev.pesto.commons.problem.DatabaseLoss;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Optional;

/** Why a transaction failed that may be tried again. */
public enum Setback {
    /** It lost against another one. */
    DEADLOCK,
    /** What it needs is held for too long. */
    LOCK_TIMEOUT,
    /** A unique or primary key is taken. */
    DUPLICATE,
    /** The statement was interrupted: the driver's timer may strike a little late, when the connection works for somebody else already. */
    INTERRUPTED,
    /** The connection is gone; whether a commit under way took place is not known. */
    CONNECTION_LOST,
    /** Another failure of the database; a commit that failed in a way the driver does not name is among these. */
    UNNAMED;

    private static final int MYSQL_DEADLOCK = 1213;
    private static final int MYSQL_LOCK_TIMEOUT = 1205;
    /** NOWAIT met a lock: MySQL's own code, MariaDB answers 1205. */
    private static final int MYSQL_LOCKED_NOW = 3572;

    private static final int MYSQL_DUPLICATE = 1062;
    private static final int MYSQL_INTERRUPTED = 1317;
    private static final int DEEPEST_CAUSE = 20;

    /** Looks through the causes; the container wraps what the driver says several times. Empty: no failure of the database. */
    public static Optional<Setback> in(Throwable failure) {
        boolean database = false;
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof SQLException sql) {
                Optional<Setback> named = named(sql);
                if (named.isPresent()) {
                    return named;
                }
                database = true;
            }
            cause = cause.getCause();
        }
        if (DatabaseLoss.isIn(failure)) {
            return Optional.of(CONNECTION_LOST);
        }
        return database ? Optional.of(UNNAMED) : Optional.empty();
    }

    private static Optional<Setback> named(SQLException sql) {
        return switch (sql.getErrorCode()) {
            case MYSQL_DEADLOCK -> Optional.of(DEADLOCK);
            case MYSQL_LOCK_TIMEOUT, MYSQL_LOCKED_NOW -> Optional.of(LOCK_TIMEOUT);
            case MYSQL_DUPLICATE -> Optional.of(DUPLICATE);
            case MYSQL_INTERRUPTED -> Optional.of(INTERRUPTED);
            default -> sql instanceof SQLTimeoutException ? Optional.of(LOCK_TIMEOUT) : Optional.empty();
        };
    }

    /** Whether the transaction may have been committed all the same. */
    public boolean leavesOpen() {
        return this == INTERRUPTED || this == CONNECTION_LOST || this == UNNAMED;
    }
}
