package dev.pesto.order.fulfilment.boundary;

import dev.pesto.commons.http.IdempotencyKey;
import dev.pesto.commons.http.Locations;
import dev.pesto.commons.identity.Caller;
import dev.pesto.commons.identity.Roles;
import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.json.Body;
import dev.pesto.commons.json.OptionalBody;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.contention.control.Changing;
import dev.pesto.order.contention.entity.Arrival;
import dev.pesto.order.orders.control.Footprint;
import dev.pesto.order.orders.entity.OrderStatus;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One merchant order and its steps. */
@Path("merchant-orders/{id}")
@RequestScoped
@Tag(name = "Fulfilment")
public class MerchantOrdersResource {

    @Inject
    MerchantOrderSteps steps;

    @Inject
    WorkQueue queue;

    @Inject
    Changing changing;

    @Inject
    Footprint footprint;

    @Inject
    Caller caller;

    @Context
    UriInfo uri;

    @Context
    HttpHeaders headers;

    @GET
    @RolesAllowed({Roles.MERCHANT, Roles.ADMIN})
    @Operation(operationId = "readMerchantOrder", summary = "Read a merchant order")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(ref = "Id"))
    @APIResponse(
            responseCode = "200",
            description = "The merchant order",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = MerchantOrderView.class)))
    public MerchantOrderView one(@PathParam("id") String id) {
        return queue.one(Ids.path(id), caller.is(Roles.ADMIN) ? null : Long.valueOf(caller.id()));
    }

    @POST
    @Path("acceptance")
    @RolesAllowed(Roles.MERCHANT)
    @Operation(operationId = "acceptMerchantOrder", summary = "Take the order on")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(ref = "Id"))
    @APIResponse(
            responseCode = "201",
            description = "Accepted",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = MerchantOrderView.class)))
    @APIResponse(responseCode = "200", description = "It was so before; nothing was done")
    @APIResponse(responseCode = "409", description = "invalid_transition")
    public Response accept(@PathParam("id") String id, @OptionalBody Body<NoWords> body) {
        return step(id, body, OrderStatus.ACCEPTED);
    }

    @POST
    @Path("packing")
    @RolesAllowed(Roles.MERCHANT)
    @Operation(operationId = "packMerchantOrder", summary = "It is packed; the address is frozen")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(ref = "Id"))
    @APIResponse(
            responseCode = "201",
            description = "Packed",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = MerchantOrderView.class)))
    @APIResponse(responseCode = "200", description = "It was so before; nothing was done")
    @APIResponse(responseCode = "409", description = "invalid_transition")
    public Response pack(@PathParam("id") String id, @OptionalBody Body<NoWords> body) {
        return step(id, body, OrderStatus.PACKED);
    }

    @POST
    @Path("rejection")
    @RolesAllowed(Roles.MERCHANT)
    @Operation(operationId = "rejectMerchantOrder", summary = "Turn the order down; its stock and money go back")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(ref = "Id"))
    @APIResponse(
            responseCode = "201",
            description = "Rejected",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = MerchantOrderView.class)))
    @APIResponse(responseCode = "200", description = "It was so before; nothing was done")
    @APIResponse(responseCode = "409", description = "invalid_transition")
    @APIResponse(responseCode = "422", description = "validation_failed, card_number_not_accepted")
    public Response reject(@PathParam("id") String id, Body<GiveReason> body) {
        return end(id, body, OrderStatus.REJECTED);
    }

    @POST
    @Path("cancellation")
    @RolesAllowed(Roles.MERCHANT)
    @Operation(operationId = "cancelMerchantOrder", summary = "Cancel before shipment; its stock and money go back")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(ref = "Id"))
    @APIResponse(
            responseCode = "201",
            description = "Cancelled",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = MerchantOrderView.class)))
    @APIResponse(responseCode = "200", description = "It was so before; nothing was done")
    @APIResponse(responseCode = "409", description = "invalid_transition")
    @APIResponse(responseCode = "422", description = "validation_failed, card_number_not_accepted")
    public Response cancel(@PathParam("id") String id, Body<GiveReason> body) {
        return end(id, body, OrderStatus.CANCELLED);
    }

    @POST
    @Path("shipment")
    @RolesAllowed(Roles.MERCHANT)
    @Operation(operationId = "shipMerchantOrder", summary = "Hand it to a carrier; the units leave the stock")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(ref = "Id"))
    @APIResponse(
            responseCode = "201",
            description = "Shipped",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = MerchantOrderView.class)))
    @APIResponse(responseCode = "200", description = "It was so before; nothing was done")
    @APIResponse(responseCode = "409", description = "invalid_transition")
    @APIResponse(responseCode = "422", description = "validation_failed, card_number_not_accepted")
    public Response ship(@PathParam("id") String id, Body<Ship> body) {
        long part = Ids.path(id);
        Ship ship = read(part, body, Ship::refuseCardNumbers);
        return answer(footprint.ofPart(part, caller.id()), () -> steps.ship(part, caller.id(), ship));
    }

    @POST
    @Path("cash-collection")
    @RolesAllowed(Roles.MERCHANT)
    @Operation(operationId = "collectCash", summary = "Take the cash at the door, before DELIVERED")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(ref = "Id"))
    @APIResponse(
            responseCode = "201",
            description = "Collected",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = MerchantOrderView.class)))
    @APIResponse(responseCode = "200", description = "It was so before; nothing was done")
    @APIResponse(responseCode = "409", description = "invalid_transition: not out for delivery, or prepaid")
    public Response collect(@PathParam("id") String id, Body<CollectCash> body) {
        long part = Ids.path(id);
        CollectCash cash = read(part, body, said -> {});
        return answer(footprint.ofPartWithoutStock(part, caller.id()), () -> steps.collect(part, caller.id(), cash));
    }

    @POST
    @Path("tracking-events")
    @RolesAllowed(Roles.MERCHANT)
    @Operation(operationId = "reportEvent", summary = "Report what happened to the parcel")
    @Parameter(name = "id", in = ParameterIn.PATH, schema = @Schema(ref = "Id"))
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    @APIResponse(
            responseCode = "201",
            description = "The event",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = EventView.class)))
    @APIResponse(responseCode = "200", description = "It stood so before; nothing was done")
    @APIResponse(responseCode = "409", description = "invalid_transition")
    @APIResponse(
            responseCode = "422",
            description = "validation_failed, idempotency_key_reused, card_number_not_accepted")
    public Response report(@PathParam("id") String id, Body<ReportEvent> body) {
        String key = IdempotencyKey.required(headers);
        long part = Ids.path(id);
        ReportEvent report = read(part, body, ReportEvent::refuseCardNumbers);
        byte[] hash = body.hash();
        Set<Long> rows = report.type() == ReportEvent.Type.RETURNED_TO_ORIGIN
                ? footprint.ofPart(part, caller.id())
                : footprint.ofPartWithoutStock(part, caller.id());
        Reported reported = changing.ofKey(
                Arrival.now(),
                rows,
                () -> steps.report(part, caller.id(), report, key, hash),
                () -> steps.before(part, caller.id(), key, hash));
        if (reported.kind() == Reported.Kind.REPEATED) {
            return Response.ok(reported.view()).build();
        }
        Response.ResponseBuilder created = Response.created(
                        Locations.of(uri, headers, "tracking/" + reported.view().trackingId()))
                .entity(reported.view());
        if (reported.kind() == Reported.Kind.REPLAYED) {
            created.header("Idempotent-Replayed", "true");
        }
        return created.build();
    }

    private Response step(String id, Body<NoWords> body, OrderStatus target) {
        long part = Ids.path(id);
        if (body != null) {
            // Without a body there is nothing to read: the server hands over null then.
            read(part, body, said -> {});
        }
        return answer(
                footprint.ofPartWithoutStock(part, caller.id()), () -> steps.step(part, caller.id(), target, null));
    }

    private Response end(String id, Body<GiveReason> body, OrderStatus target) {
        long part = Ids.path(id);
        GiveReason why = read(part, body, GiveReason::refuseCardNumbers);
        return answer(footprint.ofPart(part, caller.id()), () -> steps.step(part, caller.id(), target, why.reason()));
    }

    /** Reads the body; what is wrong with it is told only to the merchant whose merchant order it is (404 comes before 422). */
    private <T> T read(long part, Body<T> body, Consumer<T> cardNumbers) {
        try {
            T value = body.value();
            cardNumbers.accept(value);
            return value;
        } catch (Refusal refusal) {
            queue.one(part, caller.id());
            throw refusal;
        }
    }

    private Response answer(Set<Long> rows, Supplier<Taken> transaction) {
        Taken taken = changing.of(Arrival.now(), rows, transaction);
        if (!taken.first()) {
            return Response.ok(taken.view()).build();
        }
        return Response.created(Locations.of(
                        uri, headers, "merchant-orders/" + taken.view().id()))
                .entity(taken.view())
                .build();
    }
}
