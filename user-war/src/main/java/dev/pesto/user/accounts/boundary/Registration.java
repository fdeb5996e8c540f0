package dev.pesto.user.accounts.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.user.accounts.control.Accounts;
import dev.pesto.user.accounts.control.AuditTrail;
import dev.pesto.user.accounts.control.SqlFaults;
import dev.pesto.user.accounts.entity.Account;
import dev.pesto.user.accounts.entity.AuditEntry.Action;
import dev.pesto.user.accounts.entity.Credential;
import dev.pesto.user.accounts.entity.Role;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.time.Instant;

/** Makes an account with its credential. The password has been hashed by then: no transaction is open for so long. */
@Stateless
public class Registration {

    @PersistenceContext(unitName = "pesto-user")
    private EntityManager em;

    @Inject
    private Accounts accounts;

    @Inject
    private AuditTrail audit;

    public ProfileView register(RegisterUser request, String passwordHash, String network) {
        Role role = Role.valueOf(request.role().name());
        Account account = add(request.email(), request.name(), request.phone(), role, passwordHash);
        audit.record(Action.REGISTERED, account.id(), account.id(), network, role.name());
        return ProfileView.of(account);
    }

    public void createAdmin(String email, String passwordHash) {
        Account account = add(email, "Administrator", null, Role.ADMIN, passwordHash);
        audit.record(Action.ADMIN_CREATED, null, account.id(), null, "from configuration");
    }

    /** Cheap, before a password is hashed in vain; only the database knows for sure. */
    public void requireFree(String email) {
        if (accounts.byEmail(email).isPresent()) {
            throw duplicate();
        }
    }

    private static Refusal duplicate() {
        return new Refusal(CommonRefusal.DUPLICATE, "An account with this email exists.").with("field", "email");
    }

    private Account add(String email, String name, String phone, Role role, String passwordHash) {
        Instant now = Instant.now();
        Account account = new Account(Ids.next(), email, name, phone, role, now);
        em.persist(account);
        try {
            em.flush();
        } catch (PersistenceException e) {
            // The database decided. Told from here, because the container logs what else leaves a bean with its stack
            // trace.
            throw SqlFaults.isDuplicate(e, "uq_account_email") ? duplicate() : e;
        }
        em.persist(new Credential(account.id(), passwordHash, now));
        return account;
    }
}
