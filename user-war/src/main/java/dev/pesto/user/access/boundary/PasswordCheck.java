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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Checks a password under the throttle (R2.7 to R2.9): counted first, then hashed, then settled; no transaction is open while it hashes. */
@ApplicationScoped
public class PasswordCheck {

    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(4);
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

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
        guesses.block(subjects).ifPresent(PasswordCheck::refuse);
        long start = System.nanoTime();
        while (true) {
            Optional<Boolean> right = passwords.inTurn(() -> check(subjects, password, accountId, hash, network));
            if (right.isPresent()) {
                if (right.get()) {
                    return;
                }
                throw new Refusal(AccessRefusal.BAD_CREDENTIALS, "Email or password is wrong.");
            }
            if (System.nanoTime() - start > LONGEST_WAIT_NANOS) {
                refuse(Duration.ofSeconds(1));
            }
            // Other instances are checking as many guesses as have room; only the database knows when one of them is
            // settled.
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    /** Empty when the guess has no room yet. */
    private Optional<Boolean> check(
            GuessSubjects subjects, String password, Long accountId, String hash, String network) {
        Admission admission = SqlFaults.retried(() -> guesses.begin(subjects));
        if (admission == Admission.BLOCKED) {
            refuse(guesses.block(subjects).orElse(Duration.ofSeconds(1)));
        }
        if (admission == Admission.FULL) {
            return Optional.empty();
        }
        boolean right;
        try {
            right = passwords.isRight(password, hash);
        } catch (RuntimeException e) {
            settle(() -> guesses.takeBack(subjects));
            throw e;
        }
        if (right) {
            settle(() -> guesses.right(subjects));
        } else {
            settle(() -> guesses.wrong(subjects, accountId, network));
        }
        return Optional.of(right);
    }

    private static void settle(Runnable transaction) {
        SqlFaults.retried(() -> {
            transaction.run();
            return true;
        });
    }

    private static void refuse(Duration block) {
        long seconds = Math.max(1, (block.toMillis() + 999) / 1000);
        throw new Refusal(AccessRefusal.LOGIN_THROTTLED, "Too many wrong passwords from your network; try again later.")
                .header("Retry-After", String.valueOf(seconds));
    }
}
