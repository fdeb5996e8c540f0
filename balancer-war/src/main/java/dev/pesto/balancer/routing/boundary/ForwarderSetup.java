package dev.pesto.balancer.routing.boundary;

import dev.pesto.balancer.Timetable;
import dev.pesto.balancer.instances.control.Fleet;
import dev.pesto.balancer.routing.control.Connections;
import dev.pesto.balancer.routing.control.Forwarder;
import dev.pesto.balancer.routing.control.Tries;
import dev.pesto.balancer.routing.entity.TrustedProxies;
import dev.pesto.commons.keys.ServiceTokens;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Builds the forwarder from its plain parts, and keeps its time. */
@ApplicationScoped
public class ForwarderSetup {

    private static final Duration SWEEP = Duration.ofMillis(50);

    private final Connections connections = new Connections();
    private final Tries tries = new Tries();
    private Timetable timetable;

    @Resource
    private ManagedThreadFactory threads;

    @Produces
    @Singleton
    Forwarder forwarder(Fleet fleet, ServiceTokens serviceTokens) {
        fleet.whenDown(tries::abandon);
        timetable = new Timetable(1, threads);
        timetable.every(SWEEP, () -> tries.sweep(System.nanoTime()));
        timetable.every(Duration.ofSeconds(5), connections::tidy);
        return new Forwarder(fleet, connections, tries, serviceTokens::to, System::nanoTime);
    }

    @Produces
    @Singleton
    Tries tries() {
        return tries;
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
