package dev.pesto.balancer.routing.boundary;

import dev.pesto.balancer.Timetable;
import dev.pesto.balancer.instances.control.Fleet;
import dev.pesto.balancer.routing.control.Connections;
import dev.pesto.balancer.routing.control.Forwarder;
import dev.pesto.balancer.routing.control.Patience;
import dev.pesto.balancer.routing.control.Tries;
import dev.pesto.balancer.routing.entity.Operation.Repetition;
import dev.pesto.balancer.routing.entity.TrustedProxies;
import dev.pesto.balancer.routing.entity.Upstream;
import dev.pesto.commons.keys.ServiceTokens;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Builds the forwarder from its plain parts, and keeps its time. */
@ApplicationScoped
public class ForwarderSetup {

    private static final Logger LOG = Logger.getLogger("dev.pesto.balancer");
    private static final Duration SWEEP = Duration.ofMillis(50);

    private final Connections connections = new Connections();
    private final Tries tries = new Tries();
    private final Patience patience = new Patience();
    private Timetable timetable;

    @Resource
    private ManagedThreadFactory threads;

    /** That there were no second tries is a figure too. */
    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext application, MetricRegistry metrics) {
        for (Upstream upstream : List.of(Upstream.USER, Upstream.PRODUCT, Upstream.ORDER)) {
            for (Repetition repetition : Repetition.values()) {
                retries(metrics, upstream, repetition);
            }
        }
    }

    /**
     * At the first call of a method Payara looks up what is configured for it, and asks the data grid for what is not set elsewhere; the answers are kept. Requests would
     * wait for a grid that is silent just then, and end in 500.
     */
    void prepare(@Observes @Initialized(ApplicationScoped.class) ServletContext application, Services services) {
        try {
            services.user(null);
            services.password(null);
            services.product(null);
            services.order(null);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "what is configured for the services is not known yet", e);
        }
    }

    @Produces
    @Singleton
    Forwarder forwarder(Fleet fleet, ServiceTokens serviceTokens, MetricRegistry metrics) {
        fleet.whenDown(tries::abandon);
        timetable = new Timetable(1, threads);
        timetable.every(SWEEP, () -> tries.sweep(System.nanoTime()));
        timetable.every(Duration.ofSeconds(5), connections::tidy);
        return new Forwarder(
                fleet,
                connections,
                tries,
                serviceTokens::to,
                retried -> retries(metrics, retried.upstream(), retried.repetition())
                        .inc(),
                System::nanoTime);
    }

    private static Counter retries(MetricRegistry metrics, Upstream upstream, Repetition repetition) {
        return metrics.counter(
                "pesto_balancer_retries",
                new Tag("service", upstream.id()),
                new Tag("repetition", repetition.name().toLowerCase(Locale.ROOT)));
    }

    @Produces
    @Singleton
    Tries tries() {
        return tries;
    }

    @Produces
    @Singleton
    Patience patience() {
        return patience;
    }

    @Produces
    @Singleton
    TrustedProxies trustedProxies(
            @ConfigProperty(name = "pesto.balancer.trusted-proxies", defaultValue = " ") String list) {
        return new TrustedProxies(list);
    }

    @PreDestroy
    void end() {
        if (timetable != null) {
            timetable.close();
        }
        connections.close();
    }
}
