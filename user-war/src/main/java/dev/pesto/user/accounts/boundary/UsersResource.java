package dev.pesto.user.accounts.boundary;

import dev.pesto.commons.http.ClientAddress;
import dev.pesto.commons.http.Locations;
import dev.pesto.commons.identity.Caller;
import dev.pesto.commons.identity.Roles;
import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.json.Body;
import dev.pesto.commons.lists.ListParameters;
import dev.pesto.commons.lists.Pages;
import dev.pesto.user.accounts.control.AccountView;
import dev.pesto.user.accounts.control.KeysetPage;
import dev.pesto.user.accounts.control.PasswordRules;
import dev.pesto.user.accounts.control.Passwords;
import dev.pesto.user.accounts.control.SqlFaults;
import dev.pesto.user.accounts.entity.AccountStatus;
import dev.pesto.user.accounts.entity.Role;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Accounts: everybody may make one, admins see them all. */
@Path("users")
@RequestScoped
@Tag(name = "Accounts")
public class UsersResource {

    @Inject
    private Registration registration;

    @Inject
    private AccountDirectory directory;

    @Inject
    private Passwords passwords;

    @Inject
    private KeysetPage page;

    @Inject
    private Caller caller;

    @Context
    private UriInfo uri;

    @Context
    private HttpHeaders headers;

    @Context
    private HttpServletRequest request;

    @POST
    @PermitAll
    @Operation(operationId = "register", summary = "Register as a buyer or a merchant")
    @APIResponse(
            responseCode = "201",
            description = "Registered",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ProfileView.class)))
    @APIResponse(responseCode = "409", description = "duplicate: the email has an account")
    @APIResponse(responseCode = "422", description = "validation_failed")
    public Response register(Body<RegisterUser> body) {
        RegisterUser user = body.value();
        PasswordRules.check("/password", user.password(), user.email());
        registration.requireFree(user.email());
        String hash = passwords.hash(user.password());
        String network = ClientAddress.of(request);
        ProfileView made = SqlFaults.retried(() -> registration.register(user, hash, network));
        return Response.created(Locations.of(uri, headers, "users/" + made.id()))
                .entity(made)
                .build();
    }

    @GET
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "listAccounts", summary = "List accounts, newest first")
    @Parameter(name = "role", in = ParameterIn.QUERY, schema = @Schema(implementation = Role.class))
    @Parameter(name = "status", in = ParameterIn.QUERY, schema = @Schema(implementation = AccountStatus.class))
    @Parameter(
            name = "email",
            in = ParameterIn.QUERY,
            description = "the whole address, in any case",
            schema = @Schema(type = SchemaType.STRING, maxLength = 254))
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "after", in = ParameterIn.QUERY)
    @APIResponse(
            responseCode = "200",
            description = "A page",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AccountPage.class)))
    public Response list() {
        ListParameters parameters = ListParameters.read(uri, "role", "status", "email");
        AccountDirectory.Filter filter = new AccountDirectory.Filter(
                parameters.filter("role", Role.class).orElse(null),
                parameters.filter("status", AccountStatus.class).orElse(null),
                parameters.filter("email").orElse(null));
        String scope = Ids.format(caller.id()) + " users " + filter;
        return Pages.answer(
                        uri,
                        headers,
                        page.of(
                                parameters,
                                scope,
                                Long.MAX_VALUE,
                                (before, count) -> directory.list(filter, before, count),
                                AccountView::id))
                .build();
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "readAccount", summary = "Read one account")
    @APIResponse(
            responseCode = "200",
            description = "The account",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AccountView.class)))
    @APIResponse(responseCode = "404", description = "not_found")
    public AccountView read(@PathParam("id") String id) {
        return directory.read(Ids.path(id));
    }
}
