package dev.pesto.user.paymentmethods.boundary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.commons.http.Locations;
import dev.pesto.commons.identity.Caller;
import dev.pesto.commons.identity.Roles;
import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.json.Body;
import dev.pesto.commons.lists.ListParameters;
import dev.pesto.commons.lists.Pages;
import dev.pesto.commons.text.CardNumbers;
import dev.pesto.user.accounts.control.KeysetPage;
import dev.pesto.user.accounts.control.SqlFaults;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A buyer's own payment methods. */
@Path("users/me/payment-methods")
@RequestScoped
@Tag(name = "Payment methods")
public class PaymentMethodsResource {

    /** A card is good until its month has ended everywhere. */
    private static final ZoneOffset LAST_ZONE = ZoneOffset.ofHours(-12);

    /** The form of the list, for the API document. */
    @Schema(name = "PaymentMethodPage")
    record PaymentMethodPage(
            @NotNull List<PaymentMethodView> items,
            @Schema(ref = "Next") String next) {}

    @Inject
    private Wallet wallet;

    @Inject
    private KeysetPage page;

    @Inject
    private Caller caller;

    @Context
    private UriInfo uri;

    @Context
    private HttpHeaders headers;

    @GET
    @RolesAllowed(Roles.BUYER)
    @Operation(operationId = "listPaymentMethods", summary = "List payment methods, oldest first")
    @Parameter(name = "limit", in = ParameterIn.QUERY)
    @Parameter(name = "after", in = ParameterIn.QUERY)
    @APIResponse(
            responseCode = "200",
            description = "A page",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = PaymentMethodPage.class)))
    public Response list() {
        return Pages.answer(
                        uri,
                        headers,
                        page.of(
                                ListParameters.read(uri),
                                Ids.format(caller.id()) + " payment-methods",
                                0,
                                (after, count) -> wallet.list(caller.id(), after, count),
                                PaymentMethodView::id))
                .build();
    }

    @POST
    @RolesAllowed(Roles.BUYER)
    @Operation(operationId = "addPaymentMethod", summary = "Add cash on delivery or a card by its token, 50 at most")
    @APIResponse(
            responseCode = "201",
            description = "Added",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = PaymentMethodView.class)))
    @APIResponse(responseCode = "422", description = "validation_failed, card_number_not_accepted")
    public Response add(Body<AddPaymentMethod> body) {
        refuseCardNumbers("", body.json());
        AddPaymentMethod method = body.value().checked(YearMonth.now(LAST_ZONE));
        PaymentMethodView added = SqlFaults.retried(() -> wallet.add(caller.id(), method));
        return Response.created(Locations.of(uri, headers, "users/me/payment-methods/" + added.id()))
                .entity(added)
                .build();
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Roles.BUYER)
    @Operation(operationId = "readPaymentMethod", summary = "Read a payment method")
    @APIResponse(
            responseCode = "200",
            description = "The payment method",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = PaymentMethodView.class)))
    @APIResponse(responseCode = "404", description = "not_found")
    public PaymentMethodView read(@PathParam("id") String id) {
        return wallet.read(caller.id(), Ids.path(id));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.BUYER)
    @Operation(operationId = "deletePaymentMethod", summary = "Delete a payment method")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "not_found")
    public void delete(@PathParam("id") String id) {
        long method = Ids.path(id);
        SqlFaults.retried(() -> {
            wallet.delete(caller.id(), method);
            return true;
        });
    }

    /** Before anything else is read, and in members that do not exist too (R4.3). */
    private static void refuseCardNumbers(String pointer, JsonNode json) {
        CardNumbers.refuse(pointer, json.textValue());
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            refuseCardNumbers(pointer + "/" + member.getKey(), member.getValue());
        }
        if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                refuseCardNumbers(pointer + "/" + i, json.get(i));
            }
        }
    }
}
