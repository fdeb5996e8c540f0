package dev.pesto.product.catalogue.boundary;

import dev.pesto.commons.identity.Roles;
import dev.pesto.commons.lists.Cursors;
import dev.pesto.commons.lists.ListParameters;
import dev.pesto.commons.lists.Pages;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
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

@Path("/categories")
@RequestScoped
@Tag(name = "Catalogue")
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
    @Operation(operationId = "listCategories", summary = "List the categories of products on sale")
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "after", in = ParameterIn.QUERY)
    @APIResponse(
            responseCode = "200",
            description = "A page of names",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = CategoryPage.class)))
    public Response list() {
        ListParameters parameters = ListParameters.read(uri);
        String after = parameters
                .after()
                .map(cursor -> cursors.decode(SCOPE, cursor).get(0))
                .orElse("");
        return Pages.answer(uri, headers, reading.categories(SCOPE, after, parameters.limit()))
                .build();
    }

    /** The form of a page of categories, for the API document. */
    @Schema(name = "CategoryPage")
    record CategoryPage(
            @NotNull @Schema(example = "[\"Tea\"]") List<String> items,
            @Schema(ref = "Next") String next) {}
}
