package dev.pesto.user.accounts.control;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import java.sql.SQLException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What the database says when two want the same. Told by MySQL's error numbers, never by exception class: a deadlock comes in several. */
public final class SqlFaults {

    private static final int LOCK_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;
    private static final int DUPLICATE_KEY = 1062;
    private static final int TRIES = 3;

    private SqlFaults() {}

    /** Calls a transaction bean; after a deadlock or lock timeout the whole transaction again, then 503 {@code contention}. Never call it inside a transaction. */
    public static <T> T retried(Supplier<T> transaction) {
        for (int tries = 1; ; tries++) {
            try {
                return transaction.get();
            } catch (RuntimeException e) {
                if (!isContention(e)) {
                    throw e;
                }
                if (tries == TRIES) {
                    throw new Refusal(CommonRefusal.CONTENTION, "Nothing was done; try again.")
                            .header("Retry-After", "1");
                }
            }
        }
    }

    public static boolean isDuplicate(Throwable failure, String key) {
        return has(
                failure,
                sql -> sql.getErrorCode() == DUPLICATE_KEY && sql.getMessage().contains(key));
    }

    private static boolean isContention(Throwable failure) {
        return has(failure, sql -> sql.getErrorCode() == DEADLOCK || sql.getErrorCode() == LOCK_TIMEOUT);
    }

    private static boolean has(Throwable failure, Predicate<SQLException> what) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && what.test(sql)) {
                return true;
            }
        }
        return false;
    }
}
