package dev.pesto.commons.http;

import dev.pesto.commons.grid.Departure;
import dev.pesto.commons.grid.Registration;
import dev.pesto.commons.identity.EndedSessions;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Starts what runs in the background, and counts the requests in work. A listener rather than an observer of {@code @Initialized(ApplicationScoped.class)}: that
 * event reaches beans of a library too early, before their resources can be looked up, and when it comes with the servlet context it does not reach them at all.
 */
@WebListener
public class WebApplicationLife implements ServletContextListener, ServletRequestListener {

    @Inject
    private EndedSessions endedSessions;

    @Inject
    private Registration registration;

    @Inject
    private Departure departure;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        endedSessions.start();
        registration.start();
        departure.start();
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        departure.stop();
        registration.stop();
        endedSessions.stop();
    }

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        departure.requestBegins();
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        departure.requestEnds();
    }
}
