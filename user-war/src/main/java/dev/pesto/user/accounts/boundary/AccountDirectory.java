package dev.pesto.user.accounts.boundary;

import dev.pesto.user.accounts.control.AccountView;
import dev.pesto.user.accounts.control.Accounts;
import dev.pesto.user.accounts.entity.Account;
import dev.pesto.user.accounts.entity.AccountStatus;
import dev.pesto.user.accounts.entity.Email;
import dev.pesto.user.accounts.entity.Role;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;

/** Everybody, for admins. */
@Stateless
public class AccountDirectory {

    @PersistenceContext(unitName = "pesto-user")
    private EntityManager em;

    @Inject
    private Accounts accounts;

    /** What to list; null filters nothing. */
    public record Filter(Role role, AccountStatus status, String email) {}

    public AccountView read(long id) {
        return AccountView.of(accounts.byId(id));
    }

    /**
     * Accounts older than {@code beforeId}, newest first. Only the filters that are set stand in the query, so that each has its index.
     */
    public List<AccountView> list(Filter filter, long beforeId, int count) {
        CriteriaBuilder is = em.getCriteriaBuilder();
        CriteriaQuery<Account> query = is.createQuery(Account.class);
        Root<Account> account = query.from(Account.class);
        List<Predicate> all = new ArrayList<>();
        all.add(is.lessThan(account.get("id"), beforeId));
        if (filter.role() != null) {
            all.add(is.equal(account.get("role"), filter.role()));
        }
        if (filter.status() != null) {
            all.add(is.equal(account.get("status"), filter.status()));
        }
        if (filter.email() != null) {
            all.add(is.equal(account.get("emailKey"), Email.key(filter.email())));
        }
        query.where(all.toArray(Predicate[]::new)).orderBy(is.desc(account.get("id")));
        return em.createQuery(query).setMaxResults(count).getResultList().stream()
                .map(AccountView::of)
                .toList();
    }
}
