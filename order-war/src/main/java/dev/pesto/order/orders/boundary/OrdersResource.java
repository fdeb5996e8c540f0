package dev.pesto.order.orders.boundary;

import dev.pesto.commons.http.ETags;
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
import dev.pesto.commons.text.CardNumbers;
import dev.pesto.order.contention.control.Changing;
import dev.pesto.order.contention.entity.Arrival;
import dev.pesto.order.orders.control.Footprint;
import dev.pesto.order.orders.entity.Actor;
import dev.pesto.order.orders.entity.OrderStatus;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.CacheControl;
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

/** A buyer's orders. */
@Path("orders")
@RequestScoped
@Tag(name = "Orders")
public class OrdersResource {

    @Inject
    Placing placing;

    @Inject
    OrderReading reading;

    @Inject
    OrderRevision revision;

    @Inject
    OrderCancellation cancellation;

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
    @Operation(operationId = "placeOrder", summary = "Place an order: all lines or nothing, of one or more merchants")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    @APIResponse(
            responseCode = "201",
            description = "The order; the first one again when the key is repeated, with Idempotent-Replayed",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = OrderView.class)))
    @APIResponse(
            responseCode = "409",
            description = "out_of_stock with items, price_changed with expectedTotal and currentTotal")
    @APIResponse(
            responseCode = "422",
            description =
                    "validation_failed, idempotency_key_reused, card_number_not_accepted, unknown_product, unknown_address, unknown_payment_method, mixed_currencies")
    @APIResponse(
            responseCode = "503",
            description = "contention: nothing was left behind; unavailable: repeat with the same key")
    public Response place(Body<PlaceOrder> body) {
        Arrival arrival = Arrival.now();
        String key = IdempotencyKey.required(headers);
        PlaceOrder wanted = body.value();
        CardNumbers.refuse("/note", wanted.note());
        Versioned order = placing.place(arrival, new OrderPlacement.Request(caller.id(), key, wanted, body));
        Response.ResponseBuilder created = answer(
                Response.created(
                        Locations.of(uri, headers, "orders/" + order.view().id())),
                order);
        if (order.before()) {
            created.header("Idempotent-Replayed", "true");
        }
        return created.build();
    }

    @GET
    @RolesAllowed({Roles.BUYER, Roles.ADMIN})
    @Operation(operationId = "listOrders", summary = "List orders, newest first; an admin sees everybody's")
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "The derived status",
            schema = @Schema(implementation = OrderStatus.class))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "Placed then or later",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"),
            example = "2026-01-31T09:30:00.000Z")
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "Placed before then",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"),
            example = "2026-01-31T09:30:00.000Z")
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "after", in = ParameterIn.QUERY)
    @APIResponse(
            responseCode = "200",
            description = "A page",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = OrderPage.class)))
    public Response list() {
        ListParameters parameters = ListParameters.read(uri, "status", "from", "to");
        OrderStatus status = parameters.filter("status", OrderStatus.class).orElse(null);
        Long from = millis(parameters, "from");
        Long to = millis(parameters, "to");
        String scope = caller.id() + " orders " + parameters.scope();
        Long before = parameters
                .after()
                .map(cursor -> Long.valueOf(cursors.decode(scope, cursor).get(0)))
                .orElse(null);
        int limit = parameters.limit();
        OrderReading.Found found = reading.find(new OrderReading.Search(buyer(), status, from, to, before, limit));
        String next = found.last() == null ? null : cursors.encode(scope, found.last());
        return Pages.answer(uri, headers, new Page<>(found.items(), next))
                .cacheControl(noStore())
                .build();
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.BUYER, Roles.ADMIN})
    @Operation(operationId = "readOrder", summary = "Read an order with its merchant orders")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(ref = "Id"))
    @Parameter(name = "If-None-Match", in = ParameterIn.HEADER)
    @APIResponse(
            responseCode = "200",
            description = "The order",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = OrderView.class)))
    public Response one(@PathParam("id") String id) {
        Versioned order = reading.one(Ids.path(id), buyer());
        if (ETags.isUnchanged(headers, tag(order.version()))) {
            return Response.notModified()
                    .header(HttpHeaders.ETAG, tag(order.version()))
                    .cacheControl(noStore())
                    .build();
        }
        return answer(Response.ok(), order).build();
    }

    @PATCH
    @Path("{id}")
    @RolesAllowed(Roles.BUYER)
    @Operation(operationId = "reviseOrder", summary = "Change address or note, while nothing is packed")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(ref = "Id"))
    @Parameter(name = "If-Match", in = ParameterIn.HEADER)
    @APIResponse(
            responseCode = "200",
            description = "The order as it is now",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = OrderView.class)))
    @APIResponse(responseCode = "409", description = "invalid_transition: something is packed, or nothing lives")
    @APIResponse(responseCode = "422", description = "validation_failed, card_number_not_accepted, unknown_address")
    public Response revise(@PathParam("id") String id, Body<ReviseOrder> patch) {
        Arrival arrival = Arrival.now();
        long orderId = Ids.path(id);
        // Tried again after a lost commit it would find its own version, and call the client's stale.
        Versioned order = changing.unlessCommitted(
                arrival,
                footprint.ofOrderWithoutStock(orderId, caller.id()),
                () -> revision.revise(
                        orderId, caller.id(), version -> ETags.requireMatch(headers, tag(version)), patch));
        return answer(Response.ok(), order).build();
    }

    @POST
    @Path("{id}/cancellation")
    @RolesAllowed({Roles.BUYER, Roles.ADMIN})
    @Operation(operationId = "cancelOrder", summary = "Cancel all living merchant orders, or none")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(ref = "Id"))
    @APIResponse(
            responseCode = "201",
            description = "Cancelled",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = OrderView.class)))
    @APIResponse(responseCode = "200", description = "It was cancelled before")
    @APIResponse(
            responseCode = "409",
            description = "invalid_transition: names the merchant orders that can not be cancelled")
    @APIResponse(responseCode = "422", description = "validation_failed, card_number_not_accepted")
    public Response cancel(@PathParam("id") String id, @OptionalBody Body<CancelOrder> body) {
        Arrival arrival = Arrival.now();
        long orderId = Ids.path(id);
        CancelOrder cancel = read(orderId, body);
        Actor actor = caller.is(Roles.ADMIN) ? Actor.ADMIN : Actor.BUYER;
        Versioned order = changing.of(
                arrival,
                footprint.ofOrder(orderId, buyer()),
                () -> cancellation.cancel(orderId, actor, caller.id(), cancel.reason()));
        Response.ResponseBuilder answer = order.before()
                ? Response.ok()
                : Response.created(
                        Locations.of(uri, headers, "orders/" + order.view().id()));
        return answer(answer, order).build();
    }

    @GET
    @Path("{id}/tracking")
    @RolesAllowed({Roles.BUYER, Roles.ADMIN})
    @Operation(operationId = "trackOrder", summary = "The merged timeline of all merchant orders")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(ref = "Id"))
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "after", in = ParameterIn.QUERY)
    @APIResponse(
            responseCode = "200",
            description = "A page, oldest first",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = OrderTimelinePage.class)))
    public Response tracking(@PathParam("id") String id) {
        long orderId = Ids.path(id);
        ListParameters parameters = ListParameters.read(uri);
        String scope = caller.id() + " order tracking " + orderId;
        List<String> after =
                parameters.after().map(cursor -> cursors.decode(scope, cursor)).orElse(null);
        int limit = parameters.limit();
        List<OrderReading.TimelineEntry> found = reading.timeline(orderId, buyer(), after, limit);
        boolean more = found.size() > limit;
        List<OrderReading.TimelineEntry> items = more ? found.subList(0, limit) : found;
        OrderReading.TimelineEntry last = more ? items.get(limit - 1) : null;
        String next = more ? cursors.encode(scope, last.recordedAt(), last.part(), last.seq()) : null;
        return Pages.answer(
                        uri,
                        headers,
                        new Page<>(
                                items.stream()
                                        .map(OrderReading.TimelineEntry::view)
                                        .toList(),
                                next))
                .cacheControl(noStore())
                .build();
    }

    /** Validates the body; what is wrong with it is told only to those who see the order (404 comes before 422). */
    private CancelOrder read(long orderId, Body<CancelOrder> body) {
        if (body == null) {
            // Without a body the server hands over null; that is the same request as {}.
            return new CancelOrder(null);
        }
        try {
            CancelOrder cancel = body.value();
            CardNumbers.refuse("/reason", cancel.reason());
            return cancel;
        } catch (Refusal refusal) {
            reading.one(orderId, buyer());
            throw refusal;
        }
    }

    /** Whose orders the caller sees; null: everybody's. */
    private Long buyer() {
        return caller.is(Roles.ADMIN) ? null : Long.valueOf(caller.id());
    }

    private static Response.ResponseBuilder answer(Response.ResponseBuilder answer, Versioned order) {
        return answer.entity(order.view())
                .header(HttpHeaders.ETAG, tag(order.version()))
                .cacheControl(noStore());
    }

    private static String tag(long version) {
        return ETags.strong(version);
    }

    private static CacheControl noStore() {
        CacheControl control = new CacheControl();
        control.setNoStore(true);
        control.setNoTransform(false);
        return control;
    }

    private static Long millis(ListParameters parameters, String name) {
        return parameters
                .filter(name)
                .map(text -> {
                    try {
                        return OffsetDateTime.parse(text).toInstant().toEpochMilli();
                    } catch (DateTimeException | ArithmeticException e) {
                        throw Refusal.parameter(name, "an RFC 3339 date and time is needed");
                    }
                })
                .orElse(null);
    }

    /** The form of the list, for the API document. */
    @Schema(name = "OrderPage")
    record OrderPage(
            @NotNull List<OrderView> items,
            @Schema(ref = "Next") String next) {}

    /** The form of the list, for the API document. */
    @Schema(name = "OrderTimelinePage")
    record OrderTimelinePage(
            @NotNull List<OrderEventView> items,
            @Schema(ref = "Next") String next) {}
}
