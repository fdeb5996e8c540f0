package dev.pesto.order.health;

import dev.pesto.commons.grid.Registration;
import dev.pesto.commons.identity.EndedSessions;
import dev.pesto.commons.keys.KeyFiles;
import dev.pesto.commons.keys.KeysDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says that it is ready when it can place an order. */
@Readiness
@ApplicationScoped
public class OrderReadiness implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(OrderReadiness.class.getName());

    @Inject
    Registration registration;

    @Inject
    EndedSessions endedSessions;

    @Inject
    DataSource dataSource;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("order")
                .status(!registration.isDraining() && endedSessions.isCurrent() && hasKeys() && hasSchema())
                .build();
    }

    private static boolean hasKeys() {
        return Files.isReadable(KeysDirectory.path().resolve(KeyFiles.CURSOR));
    }

    /** The newest column that this service needs: an older schema is not one to work with. */
    private boolean hasSchema() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(2);
            statement
                    .executeQuery("SELECT next_ask_at FROM payment WHERE id = 0")
                    .close();
            return true;
        } catch (SQLException e) {
            LOG.log(Level.FINE, "not ready", e);
            return false;
        }
    }
}
