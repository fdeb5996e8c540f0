package dev.pesto.product.catalogue.boundary;

import dev.pesto.commons.identity.Roles;
import dev.pesto.commons.lists.Cursors;
import dev.pesto.commons.lists.ListParameters;
import dev.pesto.commons.lists.Pages;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

@Path("/categories")
@RequestScoped
public class CategoriesResource {

    private static final String SCOPE = "categories";

    @Inject
    private ProductReading reading;

    @Inject
    private Cursors cursors;

    @Context
    private UriInfo uri;

    @Context
    private HttpHeaders headers;

    @GET
    @RolesAllowed({Roles.BUYER, Roles.MERCHANT, Roles.ADMIN})
    public Response list() {
        ListParameters parameters = ListParameters.read(uri);
        String after = parameters
                .after()
                .map(cursor -> cursors.decode(SCOPE, cursor).get(0))
                .orElse("");
        return Pages.answer(uri, headers, reading.categories(SCOPE, after, parameters.limit()))
                .build();
    }
}
