package dev.pesto.user.access.boundary;

import dev.pesto.commons.http.ClientAddress;
import dev.pesto.commons.identity.Caller;
import dev.pesto.commons.identity.Roles;
import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.lists.ListParameters;
import dev.pesto.commons.lists.Pages;
import dev.pesto.user.accounts.control.KeysetPage;
import dev.pesto.user.accounts.control.SqlFaults;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One's own open sessions. */
@Path("users/me/sessions")
@RequestScoped
@Tag(name = "Access")
public class SessionsResource {

    /** The form of the list, for the API document. */
    @Schema(name = "SessionPage")
    record SessionPage(
            @NotNull List<SessionView> items,
            @Schema(ref = "Next") String next) {}

    @Inject
    private SessionEnding sessions;

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

    @GET
    @RolesAllowed({Roles.BUYER, Roles.MERCHANT, Roles.ADMIN})
    @Operation(operationId = "listSessions", summary = "List open sessions, newest first")
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "after", in = ParameterIn.QUERY)
    @APIResponse(
            responseCode = "200",
            description = "A page",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = SessionPage.class)))
    public Response list() {
        ListParameters parameters = ListParameters.read(uri);
        return Pages.answer(
                        uri,
                        headers,
                        page.of(
                                parameters,
                                Ids.format(caller.id()) + " sessions",
                                Long.MAX_VALUE,
                                (before, count) -> sessions.open(caller.id(), caller.sessionId(), before, count),
                                SessionView::id))
                .build();
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed({Roles.BUYER, Roles.MERCHANT, Roles.ADMIN})
    @Operation(operationId = "endSession", summary = "End a session")
    @APIResponse(responseCode = "204", description = "Ended")
    @APIResponse(responseCode = "404", description = "not_found")
    public void end(@PathParam("id") String id) {
        long session = Ids.path(id);
        String address = ClientAddress.of(request);
        SqlFaults.retried(() -> {
            sessions.end(caller.id(), session, address);
            return true;
        });
    }
}
