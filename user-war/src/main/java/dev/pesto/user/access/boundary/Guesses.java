package dev.pesto.user.access.boundary;

import dev.pesto.user.access.entity.LoginAttempts;
import dev.pesto.user.access.entity.LoginAttempts.Admission;
import dev.pesto.user.accounts.control.AuditTrail;
import dev.pesto.user.accounts.entity.AuditEntry.Action;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The transactions of the login throttle. Each locks the rows of its subjects in ascending order of their keys. */
@Stateless
public class Guesses {

    @PersistenceContext(unitName = "pesto-user")
    private EntityManager em;

    @Inject
    private AuditTrail audit;

    @Inject
    @ConfigProperty(name = "pesto.throttle.block", defaultValue = "PT1M")
    private Duration firstBlock;

    private record Counted(GuessSubjects.Subject subject, LoginAttempts attempts) {}

    /** The longest block of these subjects as last committed: one query and no lock, so a flood of refused guesses is cheap. */
    public Optional<Duration> block(GuessSubjects subjects) {
        Instant now = Instant.now();
        return em.createQuery("SELECT a FROM LoginAttempts a WHERE a.subject IN :subjects", LoginAttempts.class)
                .setParameter(
                        "subjects",
                        subjects.all().stream().map(GuessSubjects.Subject::key).toList())
                .getResultStream()
                .map(attempts -> attempts.block(now))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    /** Counts a guess before its password is checked, if every subject has room. */
    public Admission begin(GuessSubjects subjects) {
        Instant now = Instant.now();
        List<Counted> counted = lock(subjects);
        counted.forEach(c -> c.attempts.settle(c.subject.limit(), now));
        Admission worst = counted.stream()
                .map(c -> c.attempts.admission(c.subject.limit(), now))
                .reduce(Admission.ADMITTED, Guesses::worse);
        if (worst == Admission.ADMITTED) {
            counted.forEach(c -> c.attempts.begin(now));
        }
        return worst;
    }

    public void wrong(GuessSubjects subjects, Long accountId, String network) {
        Instant now = Instant.now();
        for (Counted c : lock(subjects)) {
            if (c.attempts.wrong(c.subject.limit(), firstBlock, now)) {
                audit.record(Action.LOGIN_BLOCKED, null, accountId, network, c.subject.what());
            }
        }
    }

    /** A right password forgives what its account had in this network, not what the network did to others. */
    public void right(GuessSubjects subjects) {
        for (Counted c : lock(subjects)) {
            if (c.subject.equals(subjects.account())) {
                c.attempts.right();
            } else {
                c.attempts.takeBack();
            }
        }
    }

    public void takeBack(GuessSubjects subjects) {
        lock(subjects).forEach(c -> c.attempts.takeBack());
    }

    private List<Counted> lock(GuessSubjects subjects) {
        return subjects.all().stream().map(s -> new Counted(s, lock(s.key()))).toList();
    }

    private LoginAttempts lock(String key) {
        LoginAttempts found = em.find(LoginAttempts.class, key, LockModeType.PESSIMISTIC_WRITE);
        if (found != null) {
            return found;
        }
        // The statement takes the row's lock whether it inserts or another did so first.
        em.createNativeQuery(
                        "INSERT INTO login_attempt (subject, failures, pending, pending_since, blocked_until, block_millis, touched_at)"
                                + " VALUES (?1, '', 0, 0, 0, 0, 0) ON DUPLICATE KEY UPDATE subject = subject")
                .setParameter(1, key)
                .executeUpdate();
        return em.find(LoginAttempts.class, key, LockModeType.PESSIMISTIC_WRITE);
    }

    private static Admission worse(Admission one, Admission other) {
        if (one == Admission.BLOCKED || other == Admission.BLOCKED) {
            return Admission.BLOCKED;
        }
        return one == Admission.FULL || other == Admission.FULL ? Admission.FULL : Admission.ADMITTED;
    }
}
