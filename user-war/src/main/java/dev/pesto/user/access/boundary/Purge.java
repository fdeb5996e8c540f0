package dev.pesto.user.access.boundary;

import dev.pesto.user.access.control.Keys;
import dev.pesto.user.access.entity.LoginAttempts;
import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Deletes what nobody needs any more, every minute on every instance (R2.13), a thousand rows at a time so that no lock is held long. */
@Stateless
public class Purge {

    /** Clocks of instances differ, and lists of ended sessions are read with some overlap. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    @PersistenceContext(unitName = "pesto-user")
    private EntityManager em;

    @Inject
    @ConfigProperty(name = "pesto.tokens.access", defaultValue = "PT10M")
    private Duration accessTokenLife;

    @Inject
    private Keys keys;

    @Schedule(hour = "*", minute = "*", second = "30", persistent = false)
    public void run() {
        Instant now = Instant.now();
        em.createNativeQuery("DELETE FROM session_end WHERE ended_at < ?1 LIMIT 1000")
                .setParameter(1, now.minus(accessTokenLife).minus(MARGIN).toEpochMilli())
                .executeUpdate();
        em.createNativeQuery("DELETE FROM session WHERE expires_at < ?1 LIMIT 1000")
                .setParameter(1, now.minus(MARGIN).toEpochMilli())
                .executeUpdate();
        keys.retire(now);
        Instant forgotten = now.minus(LoginAttempts.MEMORY).minus(MARGIN);
        em.createNativeQuery("DELETE FROM login_attempt WHERE touched_at < ?1 AND blocked_until < ?1 LIMIT 1000")
                .setParameter(1, forgotten.toEpochMilli())
                .executeUpdate();
    }
}
