package dev.pesto.commons.persistence;

import org.eclipse.persistence.config.SessionCustomizer;
import org.eclipse.persistence.sessions.Session;

/**
 * Lets a read outside a transaction that met a dead connection go on after a second. EclipseLink repeats it by itself, up to three times, but sleeps for 5 s before: longer than
 * its caller may have. After a second the pool tries each connection before it gives it away.
 */
public class PromptRetry implements SessionCustomizer {

    /** As {@code --validateatmostonceperiod} of the pools. */
    private static final int PAUSE_MILLIS = 1_000;

    @Override
    public void customize(Session session) {
        session.getLogin().setDelayBetweenConnectionAttempts(PAUSE_MILLIS);
    }
}
