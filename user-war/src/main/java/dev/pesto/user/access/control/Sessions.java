package dev.pesto.user.access.control;

import dev.pesto.user.access.entity.Session;
import dev.pesto.user.access.entity.SessionEnd;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds, locks and ends sessions in the caller's transaction. Lock order everywhere: the account's row, then sessions by ascending id. */
@ApplicationScoped
public class Sessions {

    /** Open ones of an account. */
    private static final int MOST = 100;

    @PersistenceContext(unitName = "pesto-user")
    private EntityManager em;

    public Optional<Session> lock(long id) {
        return Optional.ofNullable(em.find(Session.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    /** Ends one locked session, for the caller's refresh and every WAR's access tokens alike (R2.4). */
    public void end(Session locked, Instant now) {
        locked.end(now);
        em.persist(new SessionEnd(locked.id(), now));
    }

    /** Ends the oldest open sessions of an account whose row the caller has locked, so that one more is no more than {@link #MOST} (R2.14). */
    public void makeRoom(long accountId, Instant now) {
        em.createQuery(
                        "SELECT s.id FROM Session s WHERE s.accountId = :account AND s.endedAt IS NULL ORDER BY s.id DESC",
                        Long.class)
                .setParameter("account", accountId)
                .setFirstResult(MOST - 1)
                .setMaxResults(MOST)
                .getResultStream()
                .sorted()
                .map(this::lock)
                .flatMap(Optional::stream)
                .filter(session -> session.isOpen(now))
                .forEach(session -> end(session, now));
    }

    /**
     * Ends every open session of an account whose row the caller has locked.
     *
     * @param but the one that goes on; null for none
     */
    public void endAll(long accountId, Long but, Instant now) {
        List<Session> open = em.createQuery(
                        "SELECT s FROM Session s WHERE s.accountId = :account AND s.endedAt IS NULL ORDER BY s.id",
                        Session.class)
                .setParameter("account", accountId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        for (Session session : open) {
            if (but == null || session.id() != but) {
                end(session, now);
            }
        }
    }
}
