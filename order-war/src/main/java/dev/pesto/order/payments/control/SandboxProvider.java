package dev.pesto.order.payments.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A provider without money, for development and tests. It keeps no state: an answer follows from the attempt and the time alone, so every instance, and one that
 * was restarted, gives the same.
 *
 * <p>{@code tok_ok} is captured and {@code tok_decline} declined. {@code tok_timeout} is captured at once, but whoever asks within the first 2 s waits those out in
 * vain. {@code tok_late_success} is undecided until 5 s after the order's deadline, then captured. Any other token is declined, as an unknown card is.
 */
@ApplicationScoped
public class SandboxProvider implements PaymentProvider {

    static final Duration SILENCE = Duration.ofSeconds(2);
    static final Duration LATENESS = Duration.ofSeconds(5);

    private final Clock clock;
    private final Waiting waiting;

    /** How a caller spends the time until an answer does not come. */
    interface Waiting {
        void pass(Duration time);
    }

    public SandboxProvider() {
        this(Clock.systemUTC(), time -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(time.toMillis())));
    }

    SandboxProvider(Clock clock, Waiting waiting) {
        this.clock = clock;
        this.waiting = waiting;
    }

    @Override
    public Answer charge(Charge charge) {
        Instant now = clock.instant();
        return switch (charge.token()) {
            case "tok_ok" -> Answer.CAPTURED;
            case "tok_timeout" -> afterSilence(now, charge.madeAt().plus(SILENCE));
            case "tok_late_success" ->
                now.isBefore(charge.deadline().plus(LATENESS)) ? Answer.UNDECIDED : Answer.CAPTURED;
            default -> Answer.DECLINED;
        };
    }

    private Answer afterSilence(Instant now, Instant end) {
        if (!now.isBefore(end)) {
            return Answer.CAPTURED;
        }
        Duration left = Duration.between(now, end);
        // A caller whose clock is behind the database's would otherwise wait longer than any client of a provider does.
        waiting.pass(left.compareTo(SILENCE) < 0 ? left : SILENCE);
        return Answer.UNDECIDED;
    }

    @Override
    public boolean giveBack(GiveBack giveBack) {
        return true;
    }
}
