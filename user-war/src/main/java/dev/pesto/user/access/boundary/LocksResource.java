package dev.pesto.user.access.boundary;

import dev.pesto.commons.http.ClientAddress;
import dev.pesto.commons.identity.Caller;
import dev.pesto.commons.identity.Roles;
import dev.pesto.commons.ids.Ids;
import dev.pesto.user.accounts.control.AccountView;
import dev.pesto.user.accounts.control.SqlFaults;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Locks accounts out and lets them in again. Not at {@code users/{id}}: JAX-RS would choose this class for GET there, and find no method. */
@Path("users")
@RequestScoped
@Tag(name = "Accounts")
public class LocksResource {

    @Inject
    private SessionEnding ending;

    @Inject
    private Caller caller;

    @Context
    private HttpServletRequest request;

    @POST
    @Path("{id}/lock")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "lockAccount", summary = "Lock an account; ends all its sessions. May be repeated")
    @APIResponse(
            responseCode = "200",
            description = "The account, locked",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AccountView.class)))
    @APIResponse(responseCode = "404", description = "not_found")
    @APIResponse(responseCode = "409", description = "invalid_transition: nobody locks themself")
    public AccountView lock(@PathParam("id") String id) {
        long account = Ids.path(id);
        String address = ClientAddress.of(request);
        return SqlFaults.retried(() -> ending.lock(caller.id(), account, address));
    }

    @POST
    @Path("{id}/unlock")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "unlockAccount", summary = "Let a locked account in again. May be repeated")
    @APIResponse(
            responseCode = "200",
            description = "The account, active",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AccountView.class)))
    @APIResponse(responseCode = "404", description = "not_found")
    public AccountView unlock(@PathParam("id") String id) {
        long account = Ids.path(id);
        String address = ClientAddress.of(request);
        return SqlFaults.retried(() -> ending.unlock(caller.id(), account, address));
    }
}
