package dev.pesto.user.access.boundary;

import dev.pesto.commons.http.ClientAddress;
import dev.pesto.commons.identity.Caller;
import dev.pesto.commons.identity.Roles;
import dev.pesto.commons.json.Body;
import dev.pesto.user.access.boundary.Logins.Known;
import dev.pesto.user.accounts.control.PasswordRules;
import dev.pesto.user.accounts.control.Passwords;
import dev.pesto.user.accounts.control.SqlFaults;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One's own password. */
@Path("users/me/password")
@RequestScoped
@Tag(name = "Access")
public class PasswordResource {

    @Inject
    private Logins logins;

    @Inject
    private PasswordCheck passwordCheck;

    @Inject
    private Passwords passwords;

    @Inject
    private SessionEnding ending;

    @Inject
    private Caller caller;

    @Context
    private HttpServletRequest request;

    @PUT
    @RolesAllowed({Roles.BUYER, Roles.MERCHANT, Roles.ADMIN})
    @Operation(operationId = "changePassword", summary = "Change the password; ends every other session")
    @APIResponse(responseCode = "204", description = "Changed")
    @APIResponse(responseCode = "401", description = "bad_credentials: the present password is wrong")
    @APIResponse(responseCode = "422", description = "validation_failed")
    @APIResponse(responseCode = "429", description = "login_throttled")
    public void change(Body<ChangePassword> body) {
        ChangePassword change = body.value();
        Known known = logins.known(caller.id());
        PasswordRules.check("/new", change.replacement(), known.email());
        String address = ClientAddress.of(request);
        passwordCheck.require(known.email(), change.current(), known.accountId(), known.passwordHash(), address);
        String hash = passwords.hash(change.replacement());
        SqlFaults.retried(() -> {
            ending.changePassword(known, hash, caller.sessionId(), address);
            return true;
        });
    }
}
