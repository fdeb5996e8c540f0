package dev.pesto.balancer;

import dev.pesto.commons.identity.ServiceName;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import javax.sql.DataSource;
import org.eclipse.microprofile.jwt.JsonWebToken;

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

    /**
     * Nothing here asks for the caller's token by injection, but commons does. MicroProfile JWT stays off in this WAR: it would answer 401 to a bad token on
     * open calls, too.
     */
    @Produces
    @Dependent
    JsonWebToken noToken() {
        return null;
    }

    @Produces
    @Dependent
    DataSource database() {
        return database;
    }
}
