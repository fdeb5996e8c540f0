package dev.pesto.user.access.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.user.access.control.Keys;
import dev.pesto.user.access.control.Sessions;
import dev.pesto.user.access.control.TokenIssuer;
import dev.pesto.user.access.entity.AccessRefusal;
import dev.pesto.user.access.entity.RefreshToken;
import dev.pesto.user.access.entity.Session;
import dev.pesto.user.accounts.control.Accounts;
import dev.pesto.user.accounts.control.AuditTrail;
import dev.pesto.user.accounts.entity.Account;
import dev.pesto.user.accounts.entity.AuditEntry.Action;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Opens sessions. */
@Stateless
public class Logins {

    @PersistenceContext(unitName = "pesto-user")
    private EntityManager em;

    @Inject
    private Accounts accounts;

    @Inject
    private Sessions sessions;

    @Inject
    private AuditTrail audit;

    @Inject
    private TokenIssuer tokenIssuer;

    @Inject
    private Keys keys;

    @Inject
    @ConfigProperty(name = "pesto.tokens.refresh", defaultValue = "P14D")
    private Duration life;

    /** What a password is checked against. */
    public record Known(long accountId, String email, String passwordHash) {}

    public Optional<Known> known(String email) {
        return accounts.byEmail(email).map(this::known);
    }

    public Known known(long accountId) {
        return known(accounts.byId(accountId));
    }

    /** Opens a session for a password that was found right, unless the account was locked or the password changed meanwhile: the account's row tells, locked (R2.5). */
    public TokensView open(Known checked, String userAgent, String address) {
        Instant now = Instant.now();
        Account account = accounts.lock(checked.accountId());
        if (!accounts.credential(account.id()).passwordHash().equals(checked.passwordHash())) {
            throw new Refusal(AccessRefusal.BAD_CREDENTIALS, "Email or password is wrong.");
        }
        if (account.isLocked()) {
            throw new Refusal(AccessRefusal.ACCOUNT_LOCKED, "The account is locked; ask the operator.");
        }
        sessions.makeRoom(account.id(), now);
        RefreshToken refresh = RefreshToken.first(Ids.next());
        em.persist(new Session(refresh.sessionId(), account.id(), refresh, userAgent, address, now, life));
        audit.record(
                Action.LOGGED_IN,
                account.id(),
                account.id(),
                address,
                account.role().name());
        return new TokensView(
                tokenIssuer.issue(account, refresh.sessionId(), now),
                "Bearer",
                tokenIssuer.life().toSeconds(),
                refresh.text(keys.sessionTag()));
    }

    private Known known(Account account) {
        return new Known(
                account.id(), account.email(), accounts.credential(account.id()).passwordHash());
    }
}
