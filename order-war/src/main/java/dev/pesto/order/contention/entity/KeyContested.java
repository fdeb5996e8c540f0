package dev.pesto.order.contention.entity;

/**
 * A transaction lost while it waited for its own idempotency key: a request with the same key is under way, on another instance or left over from one that was cut
 * off. What becomes of that one is what becomes of the key, so nobody may be told that nothing was changed.
 */
public class KeyContested extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int DEEPEST_CAUSE = 20;

    public KeyContested(RuntimeException cause) {
        super("waited in vain for an idempotency key", cause);
    }

    /** Whether that is why it failed. */
    public static boolean isIn(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof KeyContested) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
