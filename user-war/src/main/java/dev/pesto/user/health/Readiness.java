package dev.pesto.user.health;

import dev.pesto.commons.grid.Registration;
import dev.pesto.commons.identity.EndedSessions;
import dev.pesto.user.access.control.Keys;
import dev.pesto.user.access.control.TokenIssuer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Ready when the database answers with the schema that this code was written for, the keys can be read, and the ended sessions are known. Says no more than that to whoever asks.
 *
 * <p>Plain SQL: in an EAR the question comes from another web module, in whose name no persistence unit of this one is found.
 */
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
public class Readiness implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(Readiness.class.getName());

    /** No row has these keys: each costs a look-up, and is refused where a table, a column or a grant is missing. */
    private static final List<String> SCHEMA = List.of(
            "SELECT email, email_key, name, phone, role, status, version, created_at FROM account WHERE id = 0",
            "SELECT password_hash, changed_at FROM credential WHERE account_id = 0",
            "SELECT name, line1, line2, landmark, city, state, postal_code, country, phone, is_default, version"
                    + " FROM address WHERE id = 0",
            "SELECT type, token, brand, last4, exp_month, exp_year FROM payment_method WHERE id = 0",
            "SELECT refresh_hash, generation, rotations, expires_at, ended_at FROM session WHERE id = 0",
            "SELECT failures, pending, pending_since, blocked_until, block_millis FROM login_attempt WHERE subject = ''");

    @Inject
    private Registration registration;

    @Inject
    private EndedSessions endedSessions;

    @Inject
    private DataSource dataSource;

    @Inject
    private Keys keys;

    @Inject
    private TokenIssuer tokenIssuer;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("user")
                .status(!registration.isDraining() && endedSessions.isCurrent() && hasSchema() && hasKeys())
                .build();
    }

    private boolean hasSchema() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(2);
            for (String query : SCHEMA) {
                statement.execute(query);
            }
            return true;
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "not ready: the database does not answer as it should: {0}", e.getMessage());
            return false;
        }
    }

    private boolean hasKeys() {
        try {
            tokenIssuer.requireKey();
            return !keys.published().isEmpty() && keys.refreshLine() != null && keys.sessionTag() != null;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "not ready: {0}", e.toString());
            return false;
        }
    }
}
