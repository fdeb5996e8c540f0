package dev.pesto.product;

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

@OpenAPIDefinition(info = @Info(title = "Pesto: catalogue", version = "1"))
// The generator notes the roles of each method with a scheme of this type; DocumentCompletion makes it HTTP bearer.
@SecurityScheme(securitySchemeName = "bearer", type = SecuritySchemeType.OPENIDCONNECT)
@ApplicationPath("/api/v1")
@ApplicationScoped
@LoginConfig(authMethod = "MP-JWT", realmName = "pesto")
@DeclareRoles({Roles.BUYER, Roles.MERCHANT, Roles.ADMIN})
public class ProductApplication extends Application {

    @Resource(lookup = "jdbc/pestoProduct")
    private DataSource dataSource;

    @Produces
    @Dependent
    ServiceName serviceName() {
        return new ServiceName("product");
    }

    @Produces
    @Dependent
    DataSource dataSource() {
        return dataSource;
    }
}
