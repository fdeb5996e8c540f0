package dev.pesto.user.accounts.boundary;

import dev.pesto.commons.http.ETags;
import dev.pesto.commons.identity.Caller;
import dev.pesto.commons.identity.Roles;
import dev.pesto.commons.json.Body;
import dev.pesto.user.accounts.control.SqlFaults;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One's own profile. */
@Path("users/me")
@RequestScoped
@Tag(name = "Accounts")
public class ProfileResource {

    @Inject
    private Profiles profiles;

    @Inject
    private Caller caller;

    @Context
    private HttpHeaders headers;

    @GET
    @RolesAllowed({Roles.BUYER, Roles.MERCHANT, Roles.ADMIN})
    @Operation(operationId = "readProfile", summary = "Read one's own profile")
    @APIResponse(
            responseCode = "200",
            description = "The profile, with its ETag",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ProfileView.class)))
    public Response read() {
        return answer(profiles.read(caller.id()));
    }

    @PATCH
    @RolesAllowed({Roles.BUYER, Roles.MERCHANT, Roles.ADMIN})
    @Operation(operationId = "editProfile", summary = "Change one's name or phone (JSON merge patch)")
    @Parameter(name = "If-Match", in = ParameterIn.HEADER)
    @APIResponse(
            responseCode = "200",
            description = "The profile, with its new ETag",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ProfileView.class)))
    @APIResponse(responseCode = "412", description = "stale_version")
    @APIResponse(responseCode = "428", description = "precondition_required")
    public Response edit(Body<EditProfile> patch) {
        return answer(SqlFaults.retried(() ->
                profiles.edit(caller.id(), version -> ETags.requireMatch(headers, ETags.strong(version)), patch)));
    }

    private static Response answer(Profiles.Versioned read) {
        return Response.ok(read.profile())
                .header(HttpHeaders.ETAG, ETags.strong(read.version()))
                .build();
    }
}
