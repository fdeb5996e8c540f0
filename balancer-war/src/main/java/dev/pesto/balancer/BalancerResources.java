package dev.pesto.balancer;

import dev.pesto.commons.identity.ServiceName;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import javax.sql.DataSource;

/** What commons needs to know of this WAR: its name among the services, and its way to the list of ended sessions. */
@ApplicationScoped
public class BalancerResources {

    @Resource(lookup = "jdbc/pestoBalancer")
    private DataSource database;

    @Produces
    @Dependent
    ServiceName name() {
        return new ServiceName("balancer");
    }

    @Produces
    @Dependent
    DataSource database() {
        return database;
    }
}
