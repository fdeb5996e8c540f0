package dev.pesto.product.catalogue.boundary;

import dev.pesto.commons.http.ETags;
import dev.pesto.commons.http.Locations;
import dev.pesto.commons.identity.Caller;
import dev.pesto.commons.identity.Roles;
import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.json.Body;
import dev.pesto.commons.lists.Cursors;
import dev.pesto.commons.lists.ListParameters;
import dev.pesto.commons.lists.Page;
import dev.pesto.commons.lists.Pages;
import dev.pesto.commons.text.CardNumbers;
import dev.pesto.product.catalogue.control.ProductList;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/products")
@RequestScoped
@Tag(name = "Catalogue")
public class ProductsResource {

    private static final String[] PARAMETERS = {
        "q", "category", "merchant", "currency", "minPrice", "maxPrice", "inStock", "sort"
    };

    @Inject
    private ProductCreation creation;

    @Inject
    private ProductReading reading;

    @Inject
    private ProductEditing editing;

    @Inject
    private Cursors cursors;

    @Inject
    private Caller caller;

    @Context
    private UriInfo uri;

    @Context
    private HttpHeaders headers;

    @POST
    @RolesAllowed(Roles.MERCHANT)
    @Operation(operationId = "createProduct", summary = "Create a product with its first stock")
    @APIResponse(
            responseCode = "201",
            description = "Created, with Location and ETag",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ProductView.class)))
    @APIResponse(responseCode = "409", description = "duplicate: the SKU is used")
    @APIResponse(responseCode = "422", description = "validation_failed or card_number_not_accepted")
    public Response create(@Valid @NotNull CreateProduct request) {
        CardNumbers.refuse("/description", request.description());
        ProductView created = creation.create(caller.id(), request);
        return Response.created(Locations.of(uri, headers, "products/" + created.id()))
                .header(HttpHeaders.ETAG, ETags.strong(created.entityTag()))
                .entity(created)
                .build();
    }

    @GET
    @RolesAllowed({Roles.BUYER, Roles.MERCHANT, Roles.ADMIN})
    @Operation(operationId = "listProducts", summary = "List products, newest first unless sorted")
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description = "Words that must all stand in name or description; those under 3 letters are ignored",
            schema = @Schema(type = SchemaType.STRING, maxLength = 200))
    @Parameter(
            name = "category",
            in = ParameterIn.QUERY,
            description = "Exactly this category",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "merchant",
            in = ParameterIn.QUERY,
            description = "Id of a merchant, or me for one's own with drafts",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "currency",
            in = ParameterIn.QUERY,
            description = "ISO 4217; needed with price filters and the sort by price",
            schema = @Schema(type = SchemaType.STRING, pattern = "[A-Z]{3}"))
    @Parameter(
            name = "minPrice",
            in = ParameterIn.QUERY,
            description = "Minor units, included",
            schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0", maximum = "9007199254740991"))
    @Parameter(
            name = "maxPrice",
            in = ParameterIn.QUERY,
            description = "Minor units, included",
            schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0", maximum = "9007199254740991"))
    @Parameter(
            name = "inStock",
            in = ParameterIn.QUERY,
            description = "Whether it can be ordered now",
            schema = @Schema(type = SchemaType.BOOLEAN))
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            description = "A leading - is descending",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"created", "-created", "price", "-price", "name", "-name"},
                            defaultValue = "-created"))
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "after", in = ParameterIn.QUERY)
    @APIResponse(
            responseCode = "200",
            description = "A page; Link rel=next when there is another",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ProductPage.class)))
    @APIResponse(responseCode = "400", description = "invalid_parameter or invalid_cursor")
    public Response list() {
        ListParameters parameters = ListParameters.read(uri, PARAMETERS);
        ProductList list = ProductList.read(name -> parameters.filter(name).orElse(null), caller.id());
        String scope = scope(parameters);
        List<String> after =
                parameters.after().map(cursor -> cursors.decode(scope, cursor)).orElse(List.of());
        Page<ProductView> page = reading.page(list, scope, after, parameters.limit());
        return Pages.answer(uri, headers, page).build();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.BUYER, Roles.MERCHANT, Roles.ADMIN})
    @Operation(operationId = "readProduct", summary = "Read a product")
    @Parameter(name = "If-None-Match", in = ParameterIn.HEADER)
    @APIResponse(
            responseCode = "200",
            description = "The product, with ETag",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ProductView.class)))
    @APIResponse(responseCode = "304", description = "It is as it was")
    @APIResponse(responseCode = "404", description = "not_found")
    public Response read(@PathParam("id") String id) {
        ProductView product = reading.product(Ids.path(id), caller.id(), caller.is(Roles.ADMIN));
        String tag = ETags.strong(product.entityTag());
        Response.ResponseBuilder answer =
                ETags.isUnchanged(headers, tag) ? Response.notModified() : Response.ok(product);
        return answer.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .build();
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed({Roles.MERCHANT, Roles.ADMIN})
    @Operation(operationId = "editProduct", summary = "Change a product by merge patch")
    @Parameter(name = "If-Match", in = ParameterIn.HEADER)
    @APIResponse(
            responseCode = "200",
            description = "The product as it is now, with ETag",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ProductView.class)))
    @APIResponse(responseCode = "404", description = "not_found")
    @APIResponse(responseCode = "409", description = "duplicate or invalid_transition")
    @APIResponse(responseCode = "412", description = "stale_version")
    @APIResponse(responseCode = "422", description = "validation_failed or card_number_not_accepted")
    @APIResponse(responseCode = "428", description = "precondition_required")
    public Response edit(@PathParam("id") String id, Body<EditProduct> patch) {
        ProductView edited = editing.edit(Ids.path(id), caller.id(), caller.is(Roles.ADMIN), headers, patch);
        return Response.ok(edited)
                .header(HttpHeaders.ETAG, ETags.strong(edited.entityTag()))
                .build();
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Roles.MERCHANT, Roles.ADMIN})
    @Operation(operationId = "archiveProduct", summary = "Archive a product")
    @Parameter(name = "If-Match", in = ParameterIn.HEADER)
    @APIResponse(responseCode = "204", description = "No longer listed or orderable")
    @APIResponse(responseCode = "404", description = "not_found")
    @APIResponse(responseCode = "412", description = "stale_version")
    @APIResponse(responseCode = "428", description = "precondition_required")
    public Response archive(@PathParam("id") String id) {
        editing.archive(Ids.path(id), caller.id(), caller.is(Roles.ADMIN), headers);
        return Response.noContent().build();
    }

    /** A cursor goes on in the same list only: the caller's, with the same filter and sort. */
    private String scope(ListParameters parameters) {
        StringBuilder scope = new StringBuilder("products/").append(caller.id());
        for (String name : PARAMETERS) {
            String value = parameters.filter(name).orElse("");
            // With its length, so that no value can pass for the next parameter.
            scope.append('&')
                    .append(name)
                    .append('=')
                    .append(value.length())
                    .append(':')
                    .append(value);
        }
        return scope.toString();
    }

    /** The form of a page of products, for the API document: it cannot tell what the items of a generic page are. */
    @Schema(name = "ProductPage")
    record ProductPage(
            @NotNull List<ProductView> items,
            @Schema(ref = "Next") String next) {}
}
