package dev.pesto.commons.identity;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The sessions that have ended while an access token of theirs may still be valid. Read from the database every 2 s, so that an end counts on every instance
 * within 5 s, also after a restart. A list older than 30 s refuses everybody: better no answer than one for a thief.
 */
@ApplicationScoped
public class EndedSessions {

    private static final Logger LOG = Logger.getLogger(EndedSessions.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration TOO_OLD = Duration.ofSeconds(30);
    /** Clocks of different hosts may differ by this much. */
    private static final Duration SKEW = Duration.ofMinutes(2);

    private record Snapshot(Set<Long> ids, long readAtNanos) {}

    @Inject
    private DataSource dataSource;

    @Inject
    @ConfigProperty(name = "pesto.tokens.access", defaultValue = "PT10M")
    private Duration accessTokenLife;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private ScheduledFuture<?> refresh;
    private volatile Snapshot snapshot;

    /** Called once, when the web application begins. */
    public void start() {
        refresh = scheduler.scheduleAtFixedRate(this::refresh, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Called once, when the web application ends. */
    public void stop() {
        refresh.cancel(false);
    }

    /** Whether the session has ended; throws 503 {@code unavailable} when that is not known. */
    public boolean contains(long sessionId) {
        Snapshot current = snapshot;
        if (current == null || System.nanoTime() - current.readAtNanos > TOO_OLD.toNanos()) {
            throw new Refusal(
                            CommonRefusal.UNAVAILABLE,
                            "It is not known now whether this session is still open. Try again.")
                    .header("Retry-After", "2");
        }
        return current.ids.contains(sessionId);
    }

    /** Whether the list is recent enough to let anybody in. */
    public boolean isCurrent() {
        Snapshot current = snapshot;
        return current != null && System.nanoTime() - current.readAtNanos <= TOO_OLD.toNanos();
    }

    private void refresh() {
        long since = System.currentTimeMillis() - accessTokenLife.plus(SKEW).toMillis();
        long readAt = System.nanoTime();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("SELECT session_id FROM session_end WHERE ended_at >= ?")) {
            query.setLong(1, since);
            query.setQueryTimeout(2);
            Set<Long> ids = new HashSet<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
            }
            snapshot = new Snapshot(ids, readAt);
        } catch (SQLException | RuntimeException e) {
            // An exception would end the schedule. The age of the last list decides what happens meanwhile.
            LOG.log(Level.WARNING, "ended sessions not read: {0}", e.getMessage());
        }
    }
}
