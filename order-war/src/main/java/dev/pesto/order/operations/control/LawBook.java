package dev.pesto.order.operations.control;

import dev.pesto.order.operations.entity.Finding;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Reads the laws for this instance and shows in its metrics how many rows broke each when they were last read. */
@ApplicationScoped
public class LawBook {

    @Inject
    DataSource pool;

    @Inject
    MetricRegistry metrics;

    private final Map<String, Integer> violations = new ConcurrentHashMap<>();
    private long startedAt;

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext started) {
        // Makes the bean, so that the time since when holds are seen to is that of the application.
    }

    @PostConstruct
    void remember() {
        startedAt = System.currentTimeMillis();
    }

    /** The laws in one snapshot. */
    public List<Finding> read() {
        try (Connection connection = pool.getConnection()) {
            List<Finding> findings = Snapshot.read(connection, startedAt);
            findings.forEach(this::show);
            return findings;
        } catch (SQLException e) {
            throw new IllegalStateException("the laws could not be read", e);
        }
    }

    private void show(Finding finding) {
        boolean known = violations.put(finding.law(), finding.violations().size()) != null;
        if (!known) {
            metrics.gauge("pesto_law_violations", () -> violations.get(finding.law()), new Tag("law", finding.law()));
        }
    }
}
