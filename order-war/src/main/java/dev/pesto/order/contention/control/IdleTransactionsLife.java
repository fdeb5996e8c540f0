package dev.pesto.order.contention.control;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Watches idle transactions while the web application lives. */
@WebListener
public class IdleTransactionsLife implements ServletContextListener {

    @Inject
    private IdleTransactions idleTransactions;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        idleTransactions.start();
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        idleTransactions.stop();
    }
}
