package dev.pesto.user.health;

import dev.pesto.commons.grid.Registration;
import dev.pesto.user.access.control.Keys;
import dev.pesto.user.access.control.TokenIssuer;
import dev.pesto.user.access.entity.LoginAttempts;
import dev.pesto.user.access.entity.Session;
import dev.pesto.user.accounts.entity.Account;
import dev.pesto.user.addresses.entity.Address;
import dev.pesto.user.paymentmethods.entity.PaymentMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Ready when the database answers with the schema that this code was written for, the keys can be read, and it is not draining. Says no more than that to whoever asks. */
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
public class Readiness implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(Readiness.class.getName());

    /** A row that no account has: the query names every column and reads nothing. */
    private static final long NOBODY = -1;

    private static final List<Class<?>> TABLES =
            List.of(Account.class, Session.class, LoginAttempts.class, Address.class, PaymentMethod.class);

    @PersistenceContext(unitName = "pesto-user")
    private EntityManager em;

    @Inject
    private Keys keys;

    @Inject
    private TokenIssuer tokenIssuer;

    @Inject
    private Registration registration;

    private volatile boolean schemaSeen;

    @Override
    public HealthCheckResponse call() {
        try {
            if (!schemaSeen) {
                for (Class<?> table : TABLES) {
                    em.find(table, table == LoginAttempts.class ? "" : (Object) NOBODY);
                }
                schemaSeen = true;
            }
            em.find(Account.class, NOBODY);
            tokenIssuer.requireKey();
            boolean keysReadable =
                    !keys.published().isEmpty() && keys.refreshLine() != null && keys.sessionTag() != null;
            return HealthCheckResponse.named("user")
                    .status(keysReadable && !registration.isDraining())
                    .build();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "not ready: {0}", e.toString());
            return HealthCheckResponse.down("user");
        }
    }
}
