package dev.pesto.user.access.boundary;

import dev.pesto.user.access.control.Keys;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The public keys of access tokens. */
@Path(".well-known/jwks.json")
@RequestScoped
@Tag(name = "Access")
public class JwksResource {

    @Inject
    private Keys keys;

    @GET
    @PermitAll
    @Operation(operationId = "readKeys", summary = "The public keys that access tokens verify with (JWKS)")
    @APIResponse(
            responseCode = "200",
            description = "The keys; two during a rollover",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    public Response read() {
        return Response.ok(keys.published())
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=60")
                .build();
    }
}
