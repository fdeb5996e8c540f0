package dev.pesto.order.fulfilment.boundary;

import dev.pesto.commons.identity.Caller;
import dev.pesto.commons.identity.Roles;
import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.lists.Cursors;
import dev.pesto.commons.lists.ListParameters;
import dev.pesto.commons.lists.Page;
import dev.pesto.commons.lists.Pages;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.orders.entity.OrderStatus;
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
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The merchant's work queue. */
@Path("merchant-orders")
@RequestScoped
@Tag(name = "Fulfilment")
public class WorkQueueResource {

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
    @RolesAllowed({Roles.MERCHANT, Roles.ADMIN})
    @Operation(operationId = "listMerchantOrders", summary = "The work queue, oldest first; an admin sees everybody's")
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "Only those that stand so",
            schema = @Schema(implementation = OrderStatus.class))
    @Parameter(
            name = "updatedAfter",
            in = ParameterIn.QUERY,
            description = "Changed after then",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"),
            example = "2026-01-31T09:30:00.000Z")
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "after", in = ParameterIn.QUERY)
    @APIResponse(
            responseCode = "200",
            description = "A page",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = MerchantOrderPage.class)))
    public Response list() {
        ListParameters parameters = ListParameters.read(uri, "status", "updatedAfter");
        OrderStatus status = parameters.filter("status", OrderStatus.class).orElse(null);
        Long updatedAfter =
                parameters.filter("updatedAfter").map(WorkQueueResource::millis).orElse(null);
        String scope = caller.id() + " merchant-orders " + parameters.scope();
        long after = parameters
                .after()
                .map(cursor -> Long.valueOf(cursors.decode(scope, cursor).get(0)))
                .orElse(0L);
        int limit = parameters.limit();
        List<MerchantOrderView> found =
                queue.find(new WorkQueue.Search(merchantId(), status, updatedAfter, after, limit));
        boolean more = found.size() > limit;
        List<MerchantOrderView> items = more ? found.subList(0, limit) : found;
        String next = more ? cursors.encode(scope, Ids.path(items.get(limit - 1).id())) : null;
        return Pages.answer(uri, headers, new Page<>(items, next)).build();
    }

    private Long merchantId() {
        return caller.is(Roles.ADMIN) ? null : Long.valueOf(caller.id());
    }

    private static Long millis(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw Refusal.parameter("updatedAfter", "an RFC 3339 date and time is needed");
        }
    }

    /** The form of the list, for the API document. */
    @Schema(name = "MerchantOrderPage")
    record MerchantOrderPage(
            @NotNull List<MerchantOrderView> items,
            @Schema(ref = "Next") String next) {}
}
