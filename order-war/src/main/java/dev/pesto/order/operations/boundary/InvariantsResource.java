package dev.pesto.order.operations.boundary;

import dev.pesto.commons.identity.Roles;
import dev.pesto.order.operations.control.LawBook;
import dev.pesto.order.operations.entity.Finding;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** The conservation laws, recomputed at each call. */
@Path("ops/invariants")
@RequestScoped
public class InvariantsResource {

    @Inject
    LawBook laws;

    @GET
    @RolesAllowed(Roles.ADMIN)
    public Invariants read() {
        List<Finding> findings = laws.read();
        return new Invariants(findings.stream().allMatch(Finding::holds), findings);
    }
}
