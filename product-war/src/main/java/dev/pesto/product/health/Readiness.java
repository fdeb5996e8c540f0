package dev.pesto.product.health;

import dev.pesto.commons.grid.Registration;
import dev.pesto.commons.identity.EndedSessions;
import dev.pesto.commons.keys.KeyFiles;
import dev.pesto.commons.keys.KeysDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Ready is who gets a connection from the pool, finds the tables and columns of this version behind it, can read the keys, knows which sessions have ended, and is not draining. */
@ApplicationScoped
@org.eclipse.microprofile.health.Readiness
public class Readiness implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(Readiness.class.getName());

    /** No row has the id 0: this costs four look-ups, and is refused where a table, a column or a grant is missing. */
    private static final String SCHEMA =
            "SELECT p.sku, p.name, p.description, p.category, p.price_amount, p.price_currency, p.status,"
                    + " p.image_url, p.version, p.created_at, p.updated_at, s.on_hand, s.reserved, a.status, e.ended_at"
                    + " FROM product p JOIN stock s ON s.product_id = p.id JOIN account a ON a.id = p.merchant_id"
                    + " LEFT JOIN session_end e ON e.session_id = p.id WHERE p.id = 0";

    @Inject
    private Registration registration;

    @Inject
    private EndedSessions endedSessions;

    // Not by @Resource: in an EAR the question comes from another web module, in whose name it is not found.
    @Inject
    private DataSource dataSource;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("product")
                .status(!registration.isDraining() && endedSessions.isCurrent() && hasDatabase() && hasKeys())
                .build();
    }

    private boolean hasDatabase() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(2);
            return statement.execute(SCHEMA);
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "not ready: the database does not answer as it should: {0}", e.getMessage());
            return false;
        }
    }

    private static boolean hasKeys() {
        try {
            Path keys = KeysDirectory.path();
            KeyFiles.readSecret(keys.resolve(KeyFiles.CURSOR));
            return !KeyFiles.readSet(keys.resolve(KeyFiles.PUBLIC)).isEmpty()
                    && !KeyFiles.readSet(keys.resolve(KeyFiles.SERVICES)).isEmpty();
        } catch (IllegalStateException e) {
            LOG.log(Level.WARNING, "not ready: {0}", e.getMessage());
            return false;
        }
    }
}
