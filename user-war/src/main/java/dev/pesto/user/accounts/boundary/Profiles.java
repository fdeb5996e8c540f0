package dev.pesto.user.accounts.boundary;

import dev.pesto.commons.json.Body;
import dev.pesto.user.accounts.control.Accounts;
import dev.pesto.user.accounts.entity.Account;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.function.LongConsumer;

/** Reads and edits profiles. */
@Stateless
public class Profiles {

    @PersistenceContext(unitName = "pesto-user")
    private EntityManager em;

    @Inject
    private Accounts accounts;

    /** A representation and the version its ETag tells. */
    public record Versioned(ProfileView profile, long version) {}

    public Versioned read(long id) {
        return versioned(accounts.byId(id));
    }

    /**
     * Writes it under the lock of the account.
     *
     * @param precondition gets the version under the lock, and throws when the client has seen another one
     */
    public Versioned edit(long id, LongConsumer precondition, Body<EditProfile> patch) {
        Account account = accounts.lock(id);
        precondition.accept(account.version());
        EditProfile edited = patch.mergedInto(new EditProfile(account.name(), account.phone()));
        account.edit(edited.name(), edited.phone());
        em.flush();
        return versioned(account);
    }

    private static Versioned versioned(Account account) {
        return new Versioned(ProfileView.of(account), account.version());
    }
}
