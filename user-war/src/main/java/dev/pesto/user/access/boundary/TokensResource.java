package dev.pesto.user.access.boundary;

import dev.pesto.commons.http.ClientAddress;
import dev.pesto.commons.identity.Caller;
import dev.pesto.commons.identity.Roles;
import dev.pesto.commons.json.Body;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.user.access.boundary.Logins.Known;
import dev.pesto.user.access.control.Keys;
import dev.pesto.user.access.entity.RefreshToken;
import dev.pesto.user.accounts.control.SqlFaults;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Logging in, staying in, logging out. */
@Path("auth/tokens")
@RequestScoped
@Tag(name = "Access")
public class TokensResource {

    private static final int USER_AGENT_LENGTH = 200;

    @Inject
    private Logins logins;

    @Inject
    private PasswordCheck passwordCheck;

    @Inject
    private TokenRefresh refreshing;

    @Inject
    private SessionEnding ending;

    @Inject
    private Keys keys;

    @Inject
    private Caller caller;

    @Context
    private HttpServletRequest request;

    @POST
    @PermitAll
    @Operation(operationId = "logIn", summary = "Log in: tokens for email and password")
    @APIResponse(
            responseCode = "200",
            description = "Tokens of a new session",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TokensView.class)))
    @APIResponse(responseCode = "401", description = "bad_credentials, the same for an unknown email")
    @APIResponse(responseCode = "403", description = "account_locked")
    @APIResponse(
            responseCode = "429",
            description = "login_throttled: too many wrong passwords from this network; Retry-After says for how long")
    public TokensView logIn(Body<LogIn> body) {
        LogIn login = body.value();
        String address = ClientAddress.of(request);
        Optional<Known> known = logins.known(login.email());
        passwordCheck.require(
                login.email(),
                login.password(),
                known.map(Known::accountId).orElse(null),
                known.map(Known::passwordHash).orElse(null),
                address);
        return SqlFaults.retried(() -> logins.open(known.orElseThrow(), userAgent(), address));
    }

    @POST
    @Path("refresh")
    @PermitAll
    @Operation(operationId = "refreshTokens", summary = "New tokens for a refresh token, which is used up by this")
    @APIResponse(
            responseCode = "200",
            description = "New tokens of the same session",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TokensView.class)))
    @APIResponse(
            responseCode = "401",
            description =
                    "token_invalid, token_expired, or token_revoked: the session has ended, or ends now because the token was used before")
    public TokensView refresh(Body<RefreshTokens> body) {
        RefreshToken token = RefreshToken.read(body.value().refreshToken(), keys.sessionTag())
                .orElseThrow(TokensResource::foreign);
        String address = ClientAddress.of(request);
        TokenRefresh.Outcome outcome = SqlFaults.retried(() -> refreshing.refresh(token, address));
        return switch (outcome.standing()) {
            case PRESENT, IN_GRACE -> outcome.tokens();
            case REUSED, ENDED ->
                throw new Refusal(CommonRefusal.TOKEN_REVOKED, "The session has ended; log in again.");
            case EXPIRED ->
                throw new Refusal(CommonRefusal.TOKEN_EXPIRED, "The refresh token has expired; log in again.");
            case FOREIGN -> throw foreign();
        };
    }

    @DELETE
    @Path("current")
    @RolesAllowed({Roles.BUYER, Roles.MERCHANT, Roles.ADMIN})
    @Operation(operationId = "logOut", summary = "Log out: end this session")
    @APIResponse(responseCode = "204", description = "Ended")
    public void logOut() {
        String address = ClientAddress.of(request);
        SqlFaults.retried(() -> {
            ending.logOut(caller.id(), caller.sessionId(), address);
            return true;
        });
    }

    private static Refusal foreign() {
        return new Refusal(CommonRefusal.TOKEN_INVALID, "The refresh token is not one of ours.");
    }

    /** What the client calls itself, shortened and without what a terminal would act on. */
    private String userAgent() {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        if (agent == null) {
            return null;
        }
        String printable = agent.replaceAll("[^ -~]", "?");
        return printable.substring(0, Math.min(printable.length(), USER_AGENT_LENGTH));
    }
}
