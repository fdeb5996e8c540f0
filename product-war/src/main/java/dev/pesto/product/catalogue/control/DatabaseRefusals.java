package dev.pesto.product.catalogue.control;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.function.Supplier;

/** What the database refuses and a client can do something about, told by MySQL's error codes: the exception classes differ from server to server. */
public final class DatabaseRefusals {

    private static final int DUPLICATE_KEY = 1062;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;

    private DatabaseRefusals() {}

    /** Sends the changes now, so that their refusal is ours to tell. */
    public static void flush(EntityManager entities) {
        told(() -> {
            entities.flush();
            return null;
        });
    }

    /** Returns what the statements return, or throws the refusal that a failure of theirs stands for. */
    public static <T> T told(Supplier<T> statements) {
        try {
            return statements.get();
        } catch (PersistenceException failure) {
            throw refusal(failure);
        }
    }

    private static RuntimeException refusal(PersistenceException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                if (sql.getErrorCode() == DUPLICATE_KEY
                        && String.valueOf(sql.getMessage()).contains("uq_product_sku")) {
                    return new Refusal(CommonRefusal.DUPLICATE, "You have another product with this SKU.")
                            .with("field", "sku");
                }
                if (sql.getErrorCode() == LOCK_WAIT_TIMEOUT || sql.getErrorCode() == DEADLOCK) {
                    return new Refusal(CommonRefusal.CONTENTION, "The product is being changed by others.")
                            .header("Retry-After", "1");
                }
            }
        }
        return failure;
    }
}
