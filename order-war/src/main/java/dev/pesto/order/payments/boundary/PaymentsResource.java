package dev.pesto.order.payments.boundary;

import dev.pesto.commons.http.IdempotencyKey;
import dev.pesto.commons.http.Locations;
import dev.pesto.commons.identity.Caller;
import dev.pesto.commons.identity.Roles;
import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.json.Body;
import dev.pesto.commons.json.OptionalBody;
import dev.pesto.commons.lists.Cursors;
import dev.pesto.commons.lists.ListParameters;
import dev.pesto.commons.lists.Page;
import dev.pesto.commons.lists.Pages;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.contention.control.Changing;
import dev.pesto.order.contention.entity.Arrival;
import dev.pesto.order.orders.control.Footprint;
import dev.pesto.order.payments.control.Answer;
import dev.pesto.order.payments.control.Charge;
import dev.pesto.order.payments.control.PaymentProvider;
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
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Attempts to pay an order. */
@Path("orders/{id}/payments")
@RequestScoped
@Tag(name = "Payments")
public class PaymentsResource {

    private static final Logger LOG = Logger.getLogger(PaymentsResource.class.getName());

    @Inject
    PaymentAttempts attempts;

    @Inject
    PaymentProvider provider;

    @Inject
    Changing changing;

    @Inject
    Footprint footprint;

    @Inject
    Cursors cursors;

    @Inject
    Caller caller;

    @Context
    UriInfo uri;

    @Context
    HttpHeaders headers;

    @POST
    @RolesAllowed(Roles.BUYER)
    @Operation(operationId = "payOrder", summary = "Try to pay a prepaid order with its card")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(ref = "Id"))
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    @APIResponse(
            responseCode = "201",
            description = "The attempt; PENDING until the provider answers",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = PaymentView.class)))
    @APIResponse(
            responseCode = "409",
            description = "payment_in_progress, invalid_transition: paid, expired, cancelled or cash")
    @APIResponse(responseCode = "422", description = "validation_failed, idempotency_key_reused")
    public Response pay(@PathParam("id") String id, @OptionalBody Body<Pay> body) {
        Arrival arrival = Arrival.now();
        String key = IdempotencyKey.required(headers);
        long orderId = Ids.path(id);
        byte[] hash = read(orderId, body);
        Begun begun = changing.ofKey(
                arrival,
                footprint.ofOrderWithoutStock(orderId, caller.id()),
                () -> attempts.begin(orderId, caller.id(), key, hash),
                () -> attempts.before(orderId, caller.id(), key, hash));
        PaymentView view = begun.charge() == null ? begun.view() : decided(arrival, begun);
        Response.ResponseBuilder created = Response.created(Locations.of(uri, headers, "orders/" + id + "/payments"))
                .entity(view);
        if (begun.replayed()) {
            created.header("Idempotent-Replayed", "true");
        }
        return created.build();
    }

    /**
     * The attempt after the provider was asked. From here on it is there, whatever happens: what cannot be learnt or recorded in time is answered as undecided, and the
     * rounds ask again.
     */
    private PaymentView decided(Arrival arrival, Begun begun) {
        Charge charge = begun.charge();
        try {
            // No transaction is open and no row locked here, however long the provider takes.
            Answer answer = arrival.allowsRepetition() ? provider.charge(charge) : Answer.UNDECIDED;
            return answer == Answer.UNDECIDED
                    ? begun.view()
                    : changing.of(
                            arrival,
                            Set.of(charge.orderId()),
                            () -> attempts.record(charge.orderId(), charge.attemptId(), answer));
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, failure, () -> "attempt " + charge.attemptId() + " is left undecided");
            return begun.view();
        }
    }

    @GET
    @RolesAllowed(Roles.BUYER)
    @Operation(operationId = "listPayments", summary = "List the attempts to pay an order, oldest first")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(ref = "Id"))
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "after", in = ParameterIn.QUERY)
    @APIResponse(
            responseCode = "200",
            description = "A page",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = PaymentPage.class)))
    public Response list(@PathParam("id") String id) {
        ListParameters parameters = ListParameters.read(uri);
        long orderId = Ids.path(id);
        String scope = caller.id() + " payments " + orderId;
        long after = parameters
                .after()
                .map(cursor -> Long.valueOf(cursors.decode(scope, cursor).get(0)))
                .orElse(0L);
        int limit = parameters.limit();
        List<PaymentView> found = attempts.find(orderId, caller.id(), after, limit);
        boolean more = found.size() > limit;
        List<PaymentView> items = more ? found.subList(0, limit) : found;
        String next = more ? cursors.encode(scope, Ids.path(items.get(limit - 1).id())) : null;
        return Pages.answer(uri, headers, new Page<>(items, next)).build();
    }

    /** Validates the body; what is wrong with it is told only to the buyer whose order it is (404 comes before 422). */
    private byte[] read(long orderId, Body<Pay> sent) {
        // Without a body the server hands over null; that is the same request as {}.
        Body<Pay> body = sent == null ? Body.of(new Pay()) : sent;
        try {
            body.value();
            return body.hash();
        } catch (Refusal refusal) {
            attempts.find(orderId, caller.id(), 0, 1);
            throw refusal;
        }
    }

    /** The form of the list, for the API document. */
    @Schema(name = "PaymentPage")
    record PaymentPage(
            @NotNull List<PaymentView> items,
            @Schema(ref = "Next") String next) {}
}
