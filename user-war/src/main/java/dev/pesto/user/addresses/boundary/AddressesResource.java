package dev.pesto.user.addresses.boundary;

import dev.pesto.commons.http.ETags;
import dev.pesto.commons.http.Locations;
import dev.pesto.commons.identity.Caller;
import dev.pesto.commons.identity.Roles;
import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.json.Body;
import dev.pesto.commons.lists.ListParameters;
import dev.pesto.commons.lists.Pages;
import dev.pesto.user.accounts.control.KeysetPage;
import dev.pesto.user.accounts.control.SqlFaults;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

/** One's own addresses. */
@Path("users/me/addresses")
@RequestScoped
@Tag(name = "Addresses")
public class AddressesResource {

    /** The form of the list, for the API document. */
    @Schema(name = "AddressPage")
    record AddressPage(
            @NotNull List<AddressView> items,
            @Schema(ref = "Next") String next) {}

    @Inject
    private AddressBook book;

    @Inject
    private KeysetPage page;

    @Inject
    private Caller caller;

    @Context
    private UriInfo uri;

    @Context
    private HttpHeaders headers;

    @GET
    @RolesAllowed({Roles.BUYER, Roles.MERCHANT, Roles.ADMIN})
    @Operation(operationId = "listAddresses", summary = "List addresses, oldest first")
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "after", in = ParameterIn.QUERY)
    @APIResponse(
            responseCode = "200",
            description = "A page",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AddressPage.class)))
    public Response list() {
        return Pages.answer(
                        uri,
                        headers,
                        page.of(
                                ListParameters.read(uri),
                                Ids.format(caller.id()) + " addresses",
                                0,
                                (after, count) -> book.list(caller.id(), after, count),
                                AddressView::id))
                .build();
    }

    @POST
    @RolesAllowed({Roles.BUYER, Roles.MERCHANT, Roles.ADMIN})
    @Operation(
            operationId = "addAddress",
            summary = "Add an address, 50 at most; a new default takes that from the old one")
    @APIResponse(
            responseCode = "201",
            description = "Added, with its ETag",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AddressView.class)))
    @APIResponse(responseCode = "422", description = "validation_failed")
    public Response add(Body<WriteAddress> body) {
        WriteAddress address = body.value();
        AddressBook.Versioned added = SqlFaults.retried(() -> book.add(caller.id(), address));
        return tagged(
                Response.created(Locations.of(
                        uri, headers, "users/me/addresses/" + added.address().id())),
                added);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.BUYER, Roles.MERCHANT, Roles.ADMIN})
    @Operation(operationId = "readAddress", summary = "Read an address")
    @APIResponse(
            responseCode = "200",
            description = "The address, with its ETag",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AddressView.class)))
    @APIResponse(responseCode = "404", description = "not_found")
    public Response read(@PathParam("id") String id) {
        return tagged(Response.ok(), book.read(caller.id(), Ids.path(id)));
    }

    @PUT
    @Path("{id}")
    @RolesAllowed({Roles.BUYER, Roles.MERCHANT, Roles.ADMIN})
    @Operation(
            operationId = "replaceAddress",
            summary = "Replace an address; a new default takes that from the old one")
    @Parameter(name = "If-Match", in = ParameterIn.HEADER)
    @APIResponse(
            responseCode = "200",
            description = "The address, with its new ETag",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AddressView.class)))
    @APIResponse(responseCode = "404", description = "not_found")
    @APIResponse(responseCode = "412", description = "stale_version")
    @APIResponse(responseCode = "422", description = "validation_failed")
    @APIResponse(responseCode = "428", description = "precondition_required")
    public Response replace(@PathParam("id") String id, Body<WriteAddress> body) {
        long address = Ids.path(id);
        return tagged(
                Response.ok(), SqlFaults.retried(() -> book.replace(caller.id(), address, this::precondition, body)));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed({Roles.BUYER, Roles.MERCHANT, Roles.ADMIN})
    @Operation(operationId = "deleteAddress", summary = "Delete an address; orders keep their copy")
    @Parameter(name = "If-Match", in = ParameterIn.HEADER)
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "not_found")
    @APIResponse(responseCode = "412", description = "stale_version")
    @APIResponse(responseCode = "428", description = "precondition_required")
    public void delete(@PathParam("id") String id) {
        long address = Ids.path(id);
        SqlFaults.retried(() -> {
            book.delete(caller.id(), address, this::precondition);
            return true;
        });
    }

    private void precondition(long version) {
        ETags.requireMatch(headers, ETags.strong(version));
    }

    private static Response tagged(Response.ResponseBuilder answer, AddressBook.Versioned read) {
        return answer.entity(read.address())
                .header(HttpHeaders.ETAG, ETags.strong(read.version()))
                .build();
    }
}
