package dev.pesto.balancer.operations.boundary;

import dev.pesto.balancer.instances.control.Fleet;
import dev.pesto.balancer.limits.control.Limiter;
import dev.pesto.balancer.limits.control.TokenVerifier;
import dev.pesto.balancer.operations.control.InstanceCalls;
import dev.pesto.balancer.routing.control.Tries;
import dev.pesto.commons.grid.Registration;
import dev.pesto.commons.json.Json;
import dev.pesto.commons.keys.ServiceTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletContext;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Readiness and figures of the balancer itself. */
@ApplicationScoped
public class OperationsSetup {

    @Inject
    private TokenVerifier tokens;

    @Inject
    private Registration registration;

    @Produces
    @Singleton
    InstanceCalls instanceCalls(Fleet fleet, ServiceTokens serviceTokens) {
        return new InstanceCalls(fleet, serviceTokens::to, Json.mapper());
    }

    /** Ready when it has its keys and was not told to end: a service that is missing is that service's 503, not the balancer's. */
    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck ready() {
        return () -> HealthCheckResponse.named("balancer")
                .status(tokens.hasKeys() && !registration.isDraining())
                .build();
    }

    void begin(
            @Observes @Initialized(ApplicationScoped.class) ServletContext application,
            MetricRegistry metrics,
            Limiter limiter,
            Tries tries,
            Fleet fleet) {
        metrics.gauge("pesto_balancer_tries_open", tries, Tries::size);
        metrics.gauge("pesto_balancer_limit_checks_shared", limiter, Limiter::asked);
        metrics.gauge("pesto_balancer_limit_checks_alone", limiter, Limiter::fallbacks);
        metrics.gauge("pesto_balancer_limit_alone", limiter, l -> l.isOnItsOwn() ? 1 : 0);
        metrics.gauge("pesto_balancer_limit_keys", limiter, Limiter::keys);
        for (String service : new String[] {"user", "product", "order"}) {
            metrics.gauge(
                    "pesto_balancer_instances_up",
                    fleet,
                    f -> f.group(service).up(System.nanoTime()),
                    new Tag("service", service));
        }
    }
}
