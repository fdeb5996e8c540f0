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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The conservation laws, recomputed at each call. */
@Path("ops/invariants")
@RequestScoped
@Tag(name = "Operations")
public class InvariantsResource {

    @Inject
    LawBook laws;

    @GET
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "readInvariants", summary = "Recompute the conservation laws in one snapshot")
    @APIResponse(
            responseCode = "200",
            description = "Which laws hold, and what breaks the others",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Invariants.class)))
    public Invariants read() {
        List<Finding> findings = laws.read();
        return new Invariants(findings.stream().allMatch(Finding::holds), findings);
    }
}
