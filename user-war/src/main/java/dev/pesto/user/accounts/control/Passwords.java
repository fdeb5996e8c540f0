package dev.pesto.user.accounts.control;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Hashes and checks passwords, at most two at once (R1.4): each takes a good part of a second of one core. */
@ApplicationScoped
public class Passwords {

    private static final int AT_ONCE = 2;
    private static final long WAIT_SECONDS = 6;

    private final Semaphore room = new Semaphore(AT_ONCE, true);

    @Inject
    private Pbkdf2PasswordHash pbkdf2;

    /** How many requests may wait for a place; they hold a thread each. */
    @Inject
    @ConfigProperty(name = "pesto.passwords.waiting", defaultValue = "16")
    private int waiting;

    /** What a password is checked against when there is no such account: the same work for the same answer. */
    private String nobodysHash;

    @PostConstruct
    void start() {
        pbkdf2.initialize(Map.of(
                "Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA512",
                "Pbkdf2PasswordHash.Iterations", "210000",
                "Pbkdf2PasswordHash.SaltSizeBytes", "32",
                "Pbkdf2PasswordHash.KeySizeBytes", "64"));
        nobodysHash = pbkdf2.generate("nobody has this password".toCharArray());
    }

    public String hash(String password) {
        return inTurn(() -> pbkdf2.generate(password.toCharArray()));
    }

    /**
     * To be called {@link #inTurn}.
     *
     * @param hash null when there is no such account
     */
    public boolean isRight(String password, String hash) {
        boolean matches = pbkdf2.verify(password.toCharArray(), hash == null ? nobodysHash : hash);
        return matches && hash != null;
    }

    /** Does work that hashes a password when it is its turn; throws 503 when too many wait. */
    public <T> T inTurn(Supplier<T> work) {
        if (!room.tryAcquire() && !waitForRoom()) {
            throw new Refusal(CommonRefusal.UNAVAILABLE, "Too many passwords are being checked; try again.")
                    .header("Retry-After", "2");
        }
        try {
            return work.get();
        } finally {
            room.release();
        }
    }

    private boolean waitForRoom() {
        if (room.getQueueLength() >= waiting) {
            return false;
        }
        try {
            return room.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
