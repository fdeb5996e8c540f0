package dev.pesto.order.operations.control;

import dev.pesto.order.operations.entity.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
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

    /** The laws in one snapshot. */
    public List<Finding> read() {
        try (Connection connection = pool.getConnection()) {
            List<Finding> findings = Snapshot.read(connection, startedAt());
            findings.forEach(this::show);
            return findings;
        } catch (SQLException e) {
            throw new IllegalStateException("the laws could not be read", e);
        }
    }

    /** Since when this instance has been there to end holds, or a little before. */
    private static long startedAt() {
        return ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    private void show(Finding finding) {
        boolean known = violations.put(finding.law(), finding.violations().size()) != null;
        if (!known) {
            metrics.gauge("pesto_law_violations", () -> violations.get(finding.law()), new Tag("law", finding.law()));
        }
    }
}
