package dev.pesto.commons.http;

import dev.pesto.commons.grid.Registration;
import dev.pesto.commons.identity.EndedSessions;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Starts what runs in the background. A listener rather than an observer of {@code @Initialized(ApplicationScoped.class)}: that event reaches beans of a
 * library too early, before their resources can be looked up, and when it comes with the servlet context it does not reach them at all.
 */
@WebListener
public class WebApplicationLife implements ServletContextListener {

    @Inject
    private EndedSessions endedSessions;

    @Inject
    private Registration registration;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        endedSessions.start();
        registration.start();
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        registration.stop();
        endedSessions.stop();
    }
}
