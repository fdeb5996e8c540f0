package dev.pesto.order.fulfilment.boundary;

import dev.pesto.commons.identity.Caller;
import dev.pesto.commons.identity.Roles;
import dev.pesto.commons.lists.Cursors;
import dev.pesto.commons.lists.ListParameters;
import dev.pesto.commons.lists.Pages;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
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

/** Where a parcel is. */
@Path("tracking/{trackingId}")
@RequestScoped
@Tag(name = "Fulfilment")
public class TrackingResource {

    @Inject
    WorkQueue queue;

    @Inject
    Cursors cursors;

    @Inject
    Caller caller;

    @Context
    UriInfo uri;

    @Context
    HttpHeaders headers;

    @GET
    @RolesAllowed({Roles.BUYER, Roles.MERCHANT, Roles.ADMIN})
    @Operation(
            operationId = "trackMerchantOrder",
            summary = "The timeline of one merchant order, for its buyer, its merchant and admins")
    @Parameter(name = "trackingId", in = ParameterIn.PATH, schema = @Schema(ref = "TrackingId"))
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "after", in = ParameterIn.QUERY)
    @APIResponse(
            responseCode = "200",
            description = "Oldest first",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TimelineView.class)))
    public Response timeline(@PathParam("trackingId") String trackingId) {
        ListParameters parameters = ListParameters.read(uri);
        String scope = caller.id() + " tracking " + trackingId;
        int after = parameters
                .after()
                .map(cursor -> Integer.valueOf(cursors.decode(scope, cursor).get(0)))
                .orElse(0);
        int limit = parameters.limit();
        Long callerId = caller.is(Roles.ADMIN) ? null : Long.valueOf(caller.id());
        TimelineView found = queue.timeline(trackingId, callerId, after, limit);
        if (found.items().size() <= limit) {
            return Response.ok(found).build();
        }
        List<EventView> items = found.items().subList(0, limit);
        TimelineView page = new TimelineView(
                found.trackingId(),
                found.status(),
                found.carrier(),
                found.carrierTrackingNumber(),
                items,
                cursors.encode(scope, items.get(limit - 1).seq()));
        return Pages.link(Response.ok(page), uri, headers, page.next()).build();
    }
}
