package dev.pesto.user.accounts.control;

import dev.pesto.commons.problem.Refusal;
import dev.pesto.user.accounts.entity.Account;
import dev.pesto.user.accounts.entity.Credential;
import dev.pesto.user.accounts.entity.Email;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;

/** Finds and locks accounts for every feature; runs in the caller's transaction. */
@ApplicationScoped
public class Accounts {

    @PersistenceContext(unitName = "pesto-user")
    private EntityManager em;

    /** Locks the account's row first of all, so that whatever is decided about what hangs on it is decided by one at a time. */
    public Account lock(long id) {
        Account account = em.find(Account.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (account == null) {
            throw Refusal.notFound();
        }
        return account;
    }

    public Account byId(long id) {
        Account account = em.find(Account.class, id);
        if (account == null) {
            throw Refusal.notFound();
        }
        return account;
    }

    /** Not for an address with spaces behind it, which SQL takes for the same: each such form would have a login throttle of its own. */
    public Optional<Account> byEmail(String email) {
        return em.createQuery("SELECT a FROM Account a WHERE a.emailKey = :key", Account.class)
                .setParameter("key", Email.key(email))
                .getResultStream()
                .filter(account -> Email.key(account.email()).equals(Email.key(email)))
                .findFirst();
    }

    public Credential credential(long accountId) {
        return em.find(Credential.class, accountId);
    }
}
