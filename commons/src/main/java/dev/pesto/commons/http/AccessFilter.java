package dev.pesto.commons.http;

import dev.pesto.commons.identity.Caller;
import dev.pesto.commons.identity.EndedSessions;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Arrays;

/** Who may call: 401 without a token, before it counts, or when its session has ended, 403 in the wrong role. Deny is the default. */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class AccessFilter implements ContainerRequestFilter {

    @Context
    ResourceInfo resource;

    @Inject
    Caller caller;

    @Inject
    EndedSessions endedSessions;

    @Override
    public void filter(ContainerRequestContext request) {
        Method method = resource.getResourceMethod();
        if (method == null || method.isAnnotationPresent(PermitAll.class)) {
            return;
        }
        SecurityContext security = request.getSecurityContext();
        if (security.getUserPrincipal() == null) {
            throw new Refusal(CommonRefusal.TOKEN_MISSING, "Send an access token: Authorization: Bearer ...");
        }
        if (caller.isEarly(Instant.now())) {
            throw new Refusal(CommonRefusal.TOKEN_INVALID, "The token does not count yet.");
        }
        if (endedSessions.contains(caller.sessionId())) {
            throw new Refusal(CommonRefusal.TOKEN_REVOKED, "The session of this token has ended. Log in again.");
        }
        RolesAllowed roles = method.getAnnotation(RolesAllowed.class);
        if (roles == null) {
            roles = resource.getResourceClass().getAnnotation(RolesAllowed.class);
        }
        if (roles == null || Arrays.stream(roles.value()).noneMatch(security::isUserInRole)) {
            throw new Refusal(CommonRefusal.ROLE_REQUIRED, "Your role may not do this.");
        }
    }
}
