package dev.pesto.user;

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
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** People and what is theirs: accounts, access, addresses, payment methods. */
@OpenAPIDefinition(info = @Info(title = "Pesto: people", version = "1"))
// The generator notes the roles of each method with a scheme of this type; DocumentCompletion makes it HTTP bearer.
@SecurityScheme(securitySchemeName = "bearer", type = SecuritySchemeType.OPENIDCONNECT)
@ApplicationPath("/api/v1")
@ApplicationScoped
@LoginConfig(authMethod = "MP-JWT", realmName = "pesto")
@DeclareRoles({Roles.BUYER, Roles.MERCHANT, Roles.ADMIN})
public class UserApplication extends Application {

    @Resource(lookup = "jdbc/pestoUser")
    private DataSource pool;

    @Produces
    @Dependent
    public DataSource pool() {
        return pool;
    }

    @Produces
    @Dependent
    public ServiceName serviceName() {
        return new ServiceName("user");
    }
}
