package dev.pesto.order.stock.boundary;

import dev.pesto.commons.http.IdempotencyKey;
import dev.pesto.commons.http.Locations;
import dev.pesto.commons.identity.Caller;
import dev.pesto.commons.identity.Roles;
import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.json.Body;
import dev.pesto.commons.lists.Cursors;
import dev.pesto.commons.lists.ListParameters;
import dev.pesto.commons.lists.Page;
import dev.pesto.commons.lists.Pages;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.commons.text.CardNumbers;
import dev.pesto.order.contention.control.Changing;
import dev.pesto.order.contention.entity.Arrival;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Stock of a merchant's products. */
@Path("stock/{productId}")
@RequestScoped
@Tag(name = "Stock")
public class StockResource {

    @Inject
    StockReading reading;

    @Inject
    StockAdjustment adjustment;

    @Inject
    Changing changing;

    @Inject
    Cursors cursors;

    @Inject
    Caller caller;

    @Context
    UriInfo uri;

    @Context
    HttpHeaders headers;

    @GET
    @RolesAllowed({Roles.MERCHANT, Roles.ADMIN})
    @Operation(operationId = "readStock", summary = "Units on hand, reserved and available")
    @Parameter(name = "productId", in = ParameterIn.PATH, schema = @Schema(ref = "Id"))
    @APIResponse(
            responseCode = "200",
            description = "The stock",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = StockView.class)))
    public StockView level(@PathParam("productId") String productId) {
        return reading.level(Ids.path(productId), merchant());
    }

    @POST
    @Path("adjustments")
    @RolesAllowed({Roles.MERCHANT, Roles.ADMIN})
    @Operation(operationId = "adjustStock", summary = "Add units or take some away")
    @Parameter(name = "productId", in = ParameterIn.PATH, schema = @Schema(ref = "Id"))
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    @APIResponse(
            responseCode = "201",
            description = "The entry of the ledger",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = MovementView.class)))
    @APIResponse(responseCode = "409", description = "stock_reserved: orders hold what would be taken")
    @APIResponse(
            responseCode = "422",
            description = "validation_failed, idempotency_key_reused, card_number_not_accepted")
    public Response adjust(@PathParam("productId") String productId, Body<AdjustStock> body) {
        Arrival arrival = Arrival.now();
        String key = IdempotencyKey.required(headers);
        long product = Ids.path(productId);
        AdjustStock wanted = read(product, body);
        StockAdjustment.Request request =
                new StockAdjustment.Request(product, merchant(), caller.id(), key, wanted, body);
        StockAdjustment.Adjusted adjusted = changing.ofKey(
                arrival, Set.of(product), () -> adjustment.adjust(request), () -> adjustment.before(request));
        Response.ResponseBuilder created = Response.created(
                        Locations.of(uri, headers, "stock/" + productId + "/adjustments"))
                .entity(adjusted.view());
        if (adjusted.before()) {
            created.header("Idempotent-Replayed", "true");
        }
        return created.build();
    }

    @GET
    @Path("adjustments")
    @RolesAllowed({Roles.MERCHANT, Roles.ADMIN})
    @Operation(operationId = "listStockMovements", summary = "The ledger, newest first; nothing in it ever changes")
    @Parameter(name = "productId", in = ParameterIn.PATH, schema = @Schema(ref = "Id"))
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "after", in = ParameterIn.QUERY)
    @APIResponse(
            responseCode = "200",
            description = "A page",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = StockMovementPage.class)))
    public Response ledger(@PathParam("productId") String productId) {
        long product = Ids.path(productId);
        ListParameters parameters = ListParameters.read(uri);
        String scope = caller.id() + " ledger " + product;
        long before = parameters
                .after()
                .map(cursor -> Long.parseLong(cursors.decode(scope, cursor).get(0)))
                .orElse(Long.MAX_VALUE);
        int limit = parameters.limit();
        List<MovementView> found = reading.ledger(product, merchant(), before, limit);
        boolean more = found.size() > limit;
        List<MovementView> items = more ? found.subList(0, limit) : found;
        String next = more ? cursors.encode(scope, Ids.path(items.get(limit - 1).id())) : null;
        return Pages.answer(uri, headers, new Page<>(items, next)).build();
    }

    /** Validates the body; what is wrong with it is told only to those who see the product (404 comes before 422). */
    private AdjustStock read(long product, Body<AdjustStock> body) {
        try {
            AdjustStock wanted = body.value();
            CardNumbers.refuse("/reason", wanted.reason());
            return wanted;
        } catch (Refusal refusal) {
            reading.level(product, merchant());
            throw refusal;
        }
    }

    /** Whose products the caller sees; null: everybody's. */
    private Long merchant() {
        return caller.is(Roles.ADMIN) ? null : Long.valueOf(caller.id());
    }

    /** The form of the list, for the API document. */
    @Schema(name = "StockMovementPage")
    record StockMovementPage(
            @NotNull List<MovementView> items,
            @Schema(ref = "Next") String next) {}
}
