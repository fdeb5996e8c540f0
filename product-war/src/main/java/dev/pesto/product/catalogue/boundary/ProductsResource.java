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

@Path("/products")
@RequestScoped
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
    public Response edit(@PathParam("id") String id, Body<EditProduct> patch) {
        ProductView edited = editing.edit(Ids.path(id), caller.id(), caller.is(Roles.ADMIN), headers, patch);
        return Response.ok(edited)
                .header(HttpHeaders.ETAG, ETags.strong(edited.entityTag()))
                .build();
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Roles.MERCHANT, Roles.ADMIN})
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
}
