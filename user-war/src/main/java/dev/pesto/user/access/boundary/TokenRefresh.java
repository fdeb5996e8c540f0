package dev.pesto.user.access.boundary;

import dev.pesto.user.access.control.Keys;
import dev.pesto.user.access.control.Sessions;
import dev.pesto.user.access.control.TokenIssuer;
import dev.pesto.user.access.entity.RefreshLine;
import dev.pesto.user.access.entity.RefreshToken;
import dev.pesto.user.access.entity.Session;
import dev.pesto.user.access.entity.Session.Standing;
import dev.pesto.user.accounts.control.Accounts;
import dev.pesto.user.accounts.control.AuditTrail;
import dev.pesto.user.accounts.entity.Account;
import dev.pesto.user.accounts.entity.AuditEntry.Action;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Trades a refresh token for its successor, under the lock of its session (R2.2, R2.3). */
@Stateless
public class TokenRefresh {

    @Inject
    private Sessions sessions;

    @Inject
    private Accounts accounts;

    @Inject
    private TokenIssuer tokenIssuer;

    @Inject
    private AuditTrail audit;

    @Inject
    private Keys keys;

    @Inject
    @ConfigProperty(name = "pesto.tokens.refresh", defaultValue = "P14D")
    private Duration life;

    /**
     * What a refresh came to.
     *
     * @param tokens null unless the standing is PRESENT or IN_GRACE. The refusal is not thrown here: it would roll back the end of a session whose token was re-used.
     */
    public record Outcome(Standing standing, TokensView tokens) {}

    public Outcome refresh(RefreshToken token, String address) {
        Instant now = Instant.now();
        RefreshLine line = keys.refreshLine();
        Optional<Session> found = sessions.lock(token.sessionId());
        if (found.isEmpty()) {
            return new Outcome(Standing.FOREIGN, null);
        }
        Session session = found.get();
        Standing standing = session.standing(token, line, now);
        if (standing == Standing.PRESENT) {
            session.rotate(line.successor(token), now, life);
        } else if (standing == Standing.REUSED) {
            sessions.end(session, now);
            audit.record(Action.REFRESH_REUSED, null, session.accountId(), address, null);
        }
        boolean granted = standing == Standing.PRESENT || standing == Standing.IN_GRACE;
        return new Outcome(standing, granted ? tokens(session, line.successor(token), now) : null);
    }

    private TokensView tokens(Session session, RefreshToken successor, Instant now) {
        Account account = accounts.byId(session.accountId());
        return new TokensView(
                tokenIssuer.issue(account, session.id(), now),
                "Bearer",
                tokenIssuer.life().toSeconds(),
                successor.text(keys.sessionTag()));
    }
}
