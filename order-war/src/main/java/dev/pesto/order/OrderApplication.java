package dev.pesto.order;

import dev.pesto.commons.identity.Roles;
import dev.pesto.commons.identity.ServiceName;
import jakarta.annotation.Resource;
import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import javax.sql.DataSource;
import org.eclipse.microprofile.auth.LoginConfig;

/** Stock, orders, fulfilment and payments. */
@ApplicationPath("/api/v1")
@ApplicationScoped
@LoginConfig(authMethod = "MP-JWT", realmName = "pesto")
@DeclareRoles({Roles.BUYER, Roles.MERCHANT, Roles.ADMIN})
public class OrderApplication extends Application {

    @Resource(lookup = "jdbc/pestoOrder")
    private DataSource dataSource;

    @Produces
    @Dependent
    DataSource dataSource() {
        return dataSource;
    }

    @Produces
    @Dependent
    ServiceName serviceName() {
        return new ServiceName("order");
    }
}
