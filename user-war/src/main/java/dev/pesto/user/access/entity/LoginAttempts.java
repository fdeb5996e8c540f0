package dev.pesto.user.access.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The wrong passwords of one subject (an account in a network, or a network) and the block they led to (R2.7 to R2.9).
 *
 * <p>Life of a guess: {@link #begin} counts it as pending; then {@link #wrong} turns it into a failure, or {@link #right} takes it back. At any time failures and pending guesses together are at
 * most the limit, so parallel guesses cannot get more passwords checked than guesses one by one.
 */
@Entity
@Table(name = "login_attempt")
public class LoginAttempts {

    static final Duration WINDOW = Duration.ofMinutes(15);
    static final Duration LONGEST_BLOCK = Duration.ofHours(1);

    /** After this long without a guess nothing is remembered. */
    public static final Duration MEMORY = Duration.ofHours(1);

    /** A check takes less than a second and may wait four for its turn: what is pending for longer has died with its instance and stays counted as wrong. */
    static final Duration LONGEST_CHECK = Duration.ofMinutes(1);

    /** May a guess be checked? */
    public enum Admission {
        ADMITTED,
        BLOCKED,
        /** As many guesses as have room are being checked: ask again when one of them is known. */
        FULL
    }

    @Id
    private String subject;

    private byte[] failures;

    private int pending;

    @Column(name = "pending_since")
    private long pendingSince;

    @Column(name = "blocked_until")
    private long blockedUntil;

    @Column(name = "block_millis")
    private long blockMillis;

    @Column(name = "touched_at")
    private long touchedAt;

    protected LoginAttempts() {}

    public LoginAttempts(String subject) {
        this.subject = subject;
        this.failures = new byte[0];
    }

    /** How long the block lasts from now; empty when there is none. */
    public Optional<Duration> block(Instant now) {
        return now.toEpochMilli() < blockedUntil
                ? Optional.of(Duration.ofMillis(blockedUntil - now.toEpochMilli()))
                : Optional.empty();
    }

    /** Whether a guess has room; changes nothing but what time has changed by itself. */
    public Admission admission(int limit, Instant now) {
        if (block(now).isPresent()) {
            return Admission.BLOCKED;
        }
        long room = Math.max(1, limit - recent(now).size());
        return pending < room ? Admission.ADMITTED : Admission.FULL;
    }

    /** Forgets what is old; a pending guess whose instance has died becomes a wrong one. */
    public void settle(int limit, Instant now) {
        if (now.toEpochMilli() - Math.max(touchedAt, blockedUntil) > MEMORY.toMillis()) {
            blockMillis = 0;
        }
        if (pending > 0 && now.toEpochMilli() - pendingSince > LONGEST_CHECK.toMillis()) {
            List<Long> counted = recent(now);
            while (pending > 0) {
                counted.add(pendingSince);
                pending--;
            }
            keep(counted, limit);
        }
    }

    public void begin(Instant now) {
        pending++;
        pendingSince = now.toEpochMilli();
        touchedAt = now.toEpochMilli();
    }

    /**
     * The guess was wrong.
     *
     * @return whether this one began a block
     */
    public boolean wrong(int limit, Duration firstBlock, Instant now) {
        pending = Math.max(0, pending - 1);
        touchedAt = now.toEpochMilli();
        List<Long> counted = recent(now);
        counted.add(now.toEpochMilli());
        keep(counted, limit);
        if (counted.size() < limit || block(now).isPresent()) {
            return false;
        }
        blockMillis = Math.min(blockMillis == 0 ? firstBlock.toMillis() : blockMillis * 2, LONGEST_BLOCK.toMillis());
        blockedUntil = now.toEpochMilli() + blockMillis;
        return true;
    }

    /** The guess was right, or was not checked at all: it never counted. */
    public void takeBack() {
        pending = Math.max(0, pending - 1);
    }

    /** The guess was right: what came before it is forgiven. */
    public void right() {
        takeBack();
        failures = new byte[0];
        blockMillis = 0;
        blockedUntil = 0;
    }

    private List<Long> recent(Instant now) {
        long start = now.minus(WINDOW).toEpochMilli();
        List<Long> recent = new ArrayList<>(Instants.read(failures));
        recent.removeIf(at -> at <= start);
        return recent;
    }

    private void keep(List<Long> counted, int limit) {
        int from = Math.max(0, counted.size() - limit);
        failures = Instants.write(counted.subList(from, counted.size()));
    }
}
