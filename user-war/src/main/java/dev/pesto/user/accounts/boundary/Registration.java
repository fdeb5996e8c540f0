package dev.pesto.user.accounts.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.user.accounts.control.AuditTrail;
import dev.pesto.user.accounts.entity.Account;
import dev.pesto.user.accounts.entity.AuditEntry.Action;
import dev.pesto.user.accounts.entity.Credential;
import dev.pesto.user.accounts.entity.Role;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;

/** Makes an account with its credential. The password has been hashed by then: no transaction is open for so long. */
@Stateless
public class Registration {

    @PersistenceContext(unitName = "pesto-user")
    private EntityManager em;

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

    private Account add(String email, String name, String phone, Role role, String passwordHash) {
        Instant now = Instant.now();
        Account account = new Account(Ids.next(), email, name, phone, role, now);
        em.persist(account);
        em.flush();
        em.persist(new Credential(account.id(), passwordHash, now));
        return account;
    }
}
