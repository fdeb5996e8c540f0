package dev.pesto.order.contention.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * Ends transactions of this service's own account that have been idle for 2 s, on MySQL, which has no setting for it. An instance that was stopped in the middle of
 * a transaction would keep its rows locked for hours; its own requests look their keys up when it wakes. Any instance does it for all; killing twice does no harm.
 */
@ApplicationScoped
public class IdleTransactions {

    private static final Logger LOG = Logger.getLogger(IdleTransactions.class.getName());

    /**
     * Asleep for 2 s between two statements of an open transaction. The list of processes counts whole seconds, which would leave a row held for up to 4 s, so the end
     * of the last statement is compared with now, which is the end of the statement that asks: both in picoseconds.
     */
    private static final String IDLE = """
            SELECT t.processlist_id, ROUND((now.timer_end - last.timer_end) / 1000000000)
              FROM performance_schema.threads t
              JOIN performance_schema.events_transactions_current x ON x.thread_id = t.thread_id
              JOIN performance_schema.events_statements_current last ON last.thread_id = t.thread_id
              JOIN performance_schema.threads me ON me.processlist_id = CONNECTION_ID()
              JOIN performance_schema.events_statements_current now ON now.thread_id = me.thread_id
             WHERE t.processlist_user = SUBSTRING_INDEX(CURRENT_USER(), '@', 1)
               AND t.processlist_command = 'Sleep'
               AND x.state = 'ACTIVE' AND x.autocommit = 'NO'
               AND now.timer_end >= last.timer_end + 2000000000000""";

    private static final long PERIOD_MILLIS = 500;

    private static final int NO_SUCH_THREAD = 1094;

    @Resource
    ManagedScheduledExecutorService scheduler;

    @Inject
    DataSource dataSource;

    @Inject
    MetricRegistry metrics;

    private ScheduledFuture<?> watch;
    private boolean endedByServer;
    private boolean failing;

    /** Called once, when the web application begins. */
    public void start() {
        watch = scheduler.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Called once, when the web application ends. */
    public void stop() {
        if (watch != null) {
            watch.cancel(true);
        }
    }

    private void look() {
        if (endedByServer) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            endedByServer = connection.getMetaData().getDatabaseProductVersion().contains("MariaDB");
            if (!endedByServer) {
                endIdle(connection);
            }
            failing = false;
        } catch (SQLException | RuntimeException e) {
            if (!failing) {
                LOG.log(Level.WARNING, "cannot look for idle transactions", e);
            }
            failing = true;
        }
    }

    private void endIdle(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Map<Long, Long> idle = new LinkedHashMap<>();
            try (ResultSet rows = statement.executeQuery(IDLE)) {
                while (rows.next()) {
                    idle.put(rows.getLong(1), rows.getLong(2));
                }
            }
            for (Map.Entry<Long, Long> session : idle.entrySet()) {
                end(statement, session.getKey(), session.getValue());
            }
        }
    }

    private void end(Statement statement, long session, long idleMillis) throws SQLException {
        try {
            statement.execute("KILL " + session);
            metrics.counter("pesto_idle_transactions_ended").inc();
            LOG.warning("ended database session " + session + ": its transaction was idle for " + idleMillis + " ms");
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_THREAD) {
                throw e;
            }
        }
    }
}
