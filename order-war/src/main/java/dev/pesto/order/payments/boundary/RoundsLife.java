package dev.pesto.order.payments.boundary;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** The rounds run as long as the web application does. */
@WebListener
public class RoundsLife implements ServletContextListener {

    @Inject
    private PaymentRounds rounds;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        rounds.start();
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        rounds.stop();
    }
}
