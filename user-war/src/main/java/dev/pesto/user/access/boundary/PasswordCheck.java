package dev.pesto.user.access.boundary;

import dev.pesto.commons.http.ClientAddress;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.user.access.entity.AccessRefusal;
import dev.pesto.user.access.entity.LoginAttempts.Admission;
import dev.pesto.user.accounts.control.Passwords;
import dev.pesto.user.accounts.control.SqlFaults;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Checks a password under the throttle (R2.7 to R2.9): counted first, then hashed, then settled; no transaction is open while it hashes. */
@ApplicationScoped
public class PasswordCheck {

    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(6);
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Transactions of the throttle at once: they queue for the same rows, and must not do so with every connection of the pool. */
    private static final int TRANSACTIONS = 4;

    private final Semaphore transactions = new Semaphore(TRANSACTIONS, true);

    @Inject
    private Guesses guesses;

    @Inject
    private Passwords passwords;

    /**
     * Returns when the password is right; throws 401 {@code bad_credentials} or 429 {@code login_throttled}.
     *
     * @param accountId null when there is no such account
     * @param hash null when there is no such account
     */
    public void require(String email, String password, Long accountId, String hash, String address) {
        String network = ClientAddress.network(address);
        GuessSubjects subjects = GuessSubjects.of(email, network);
        inTurn(() -> guesses.block(subjects)).ifPresent(PasswordCheck::refuse);
        admit(subjects);
        boolean right;
        try {
            right = passwords.inTurn(() -> passwords.isRight(password, hash));
        } catch (RuntimeException e) {
            settle(() -> guesses.takeBack(subjects));
            throw e;
        }
        if (!right) {
            settle(() -> guesses.wrong(subjects, accountId, network));
            throw new Refusal(AccessRefusal.BAD_CREDENTIALS, "Email or password is wrong.");
        }
        settle(() -> guesses.right(subjects));
    }

    /** Counts the guess; while as many as have room are being checked, on whichever instance, waits until one of them is known. */
    private void admit(GuessSubjects subjects) {
        long start = System.nanoTime();
        while (true) {
            Admission admission = inTurn(() -> guesses.begin(subjects));
            if (admission == Admission.ADMITTED) {
                return;
            }
            if (admission == Admission.BLOCKED) {
                refuse(inTurn(() -> guesses.block(subjects)).orElse(Duration.ofSeconds(1)));
            }
            if (System.nanoTime() - start > LONGEST_WAIT_NANOS) {
                refuse(Duration.ofSeconds(1));
            }
            // Only the database knows when another instance has settled a guess.
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    private void settle(Runnable transaction) {
        inTurn(() -> {
            transaction.run();
            return true;
        });
    }

    private <T> T inTurn(Supplier<T> transaction) {
        transactions.acquireUninterruptibly();
        try {
            return SqlFaults.retried(transaction);
        } finally {
            transactions.release();
        }
    }

    private static void refuse(Duration block) {
        long seconds = Math.max(1, (block.toMillis() + 999) / 1000);
        throw new Refusal(AccessRefusal.LOGIN_THROTTLED, "Too many wrong passwords from your network; try again later.")
                .header("Retry-After", String.valueOf(seconds));
    }
}
