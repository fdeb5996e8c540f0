package dev.pesto.commons.http;

import dev.pesto.commons.identity.ServiceName;
import dev.pesto.commons.keys.ServiceTokens;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** Lets nobody in who is not the balancer or a sister service. */
@Provider
@PreMatching
@Priority(10)
public class ServiceTokenFilter implements ContainerRequestFilter {

    @Inject
    private ServiceTokens serviceTokens;

    @Inject
    private ServiceName self;

    @Override
    public void filter(ContainerRequestContext request) {
        if (serviceTokens
                .caller(request.getHeaderString(ServiceTokens.HEADER), self.value())
                .isEmpty()) {
            throw new Refusal(
                    CommonRefusal.SERVICE_TOKEN_REQUIRED, "Call the public address instead of this instance.");
        }
    }
}
