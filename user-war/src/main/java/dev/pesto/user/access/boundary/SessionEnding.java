package dev.pesto.user.access.boundary;

import dev.pesto.commons.problem.Refusal;
import dev.pesto.user.access.control.Sessions;
import dev.pesto.user.access.entity.AccessRefusal;
import dev.pesto.user.access.entity.Session;
import dev.pesto.user.accounts.control.AccountView;
import dev.pesto.user.accounts.control.Accounts;
import dev.pesto.user.accounts.control.AuditTrail;
import dev.pesto.user.accounts.entity.Account;
import dev.pesto.user.accounts.entity.AccountStatus;
import dev.pesto.user.accounts.entity.AuditEntry.Action;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;

/** Lists sessions, and ends them for every reason but re-use. */
@Stateless
public class SessionEnding {

    @PersistenceContext(unitName = "pesto-user")
    private EntityManager em;

    @Inject
    private Sessions sessions;

    @Inject
    private Accounts accounts;

    @Inject
    private AuditTrail audit;

    /** Open sessions of an account that are older than {@code beforeId}, newest first. */
    public List<SessionView> open(long accountId, long currentId, long beforeId, int count) {
        return em.createQuery(
                        "SELECT s FROM Session s WHERE s.accountId = :account AND s.id < :before AND s.endedAt IS NULL"
                                + " AND s.expiresAt > :now ORDER BY s.id DESC",
                        Session.class)
                .setParameter("account", accountId)
                .setParameter("before", beforeId)
                .setParameter("now", Instant.now().toEpochMilli())
                .setMaxResults(count)
                .getResultStream()
                .map(session -> SessionView.of(session, currentId))
                .toList();
    }

    /** Logout; repeated, it does nothing more. */
    public void logOut(long accountId, long sessionId, String address) {
        Instant now = Instant.now();
        sessions.lock(sessionId).filter(session -> session.isOpen(now)).ifPresent(session -> {
            sessions.end(session, now);
            audit.record(Action.LOGGED_OUT, accountId, accountId, address, null);
        });
    }

    public void end(long accountId, long sessionId, String address) {
        Instant now = Instant.now();
        Session session = sessions.lock(sessionId)
                .filter(found -> found.accountId() == accountId && found.isOpen(now))
                .orElseThrow(Refusal::notFound);
        sessions.end(session, now);
        audit.record(Action.SESSION_ENDED, accountId, accountId, address, null);
    }

    /** Changes a password whose present one was found right, unless it was changed meanwhile. */
    public void changePassword(Logins.Known checked, String newHash, long keptSessionId, String address) {
        Instant now = Instant.now();
        accounts.lock(checked.accountId());
        var credential = accounts.credential(checked.accountId());
        if (!credential.passwordHash().equals(checked.passwordHash())) {
            throw new Refusal(AccessRefusal.BAD_CREDENTIALS, "The present password is wrong.");
        }
        credential.change(newHash, now);
        sessions.endAll(checked.accountId(), keptSessionId, now);
        audit.record(Action.PASSWORD_CHANGED, checked.accountId(), checked.accountId(), address, null);
    }

    public AccountView lock(long adminId, long accountId, String address) {
        Account account = accounts.lock(accountId);
        if (accountId == adminId) {
            throw new Refusal(AccessRefusal.INVALID_TRANSITION, "Nobody locks themself; ask another admin.")
                    .with("currentStatus", account.status())
                    .with("requested", AccountStatus.LOCKED)
                    .with("allowed", List.of());
        }
        if (!account.isLocked()) {
            account.lock();
            sessions.endAll(accountId, null, Instant.now());
            audit.record(Action.LOCKED, adminId, accountId, address, null);
        }
        return AccountView.of(account);
    }

    public AccountView unlock(long adminId, long accountId, String address) {
        Account account = accounts.lock(accountId);
        if (account.isLocked()) {
            account.unlock();
            audit.record(Action.UNLOCKED, adminId, accountId, address, null);
        }
        return AccountView.of(account);
    }
}
