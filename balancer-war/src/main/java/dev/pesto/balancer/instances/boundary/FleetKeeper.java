package dev.pesto.balancer.instances.boundary;

import com.hazelcast.core.HazelcastInstance;
import dev.pesto.balancer.Grid;
import dev.pesto.balancer.Timetable;
import dev.pesto.balancer.instances.control.Fleet;
import dev.pesto.balancer.instances.control.HttpProbe;
import dev.pesto.balancer.instances.entity.Endpoint;
import dev.pesto.balancer.instances.entity.Listing;
import fish.payara.micro.PayaraInstance;
import fish.payara.micro.data.ApplicationDescriptor;
import fish.payara.micro.data.InstanceDescriptor;
import fish.payara.micro.data.ModuleDescriptor;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Feeds the fleet from three sources, because none is enough: Payara's own list forgets an instance after a split grid has healed, the registry needs our WAR to
 * have started, the static list knows nothing new. Each is asked on a thread of its own: with a stopped member in the grid either question hangs for ten seconds.
 */
@ApplicationScoped
public class FleetKeeper {

    private static final String REGISTRY = "pesto.registry";

    /** What Payara lets the members of its grid know of each other, whatever becomes of its list. */
    private static final String GROUP_ATTRIBUTE = "GLASSFISH_INSTANCE_GROUP";

    private Fleet fleet;
    private ExecutorService probing;
    private Timetable timetable;

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private PayaraInstance payara;

    @Inject
    private Grid grid;

    @Inject
    @ConfigProperty(name = "pesto.balancer.instances", defaultValue = " ")
    private String configured;

    @Produces
    @Singleton
    synchronized Fleet fleet() {
        if (fleet == null) {
            probing = Executors.newCachedThreadPool(threads);
            fleet = new Fleet(new HttpProbe(), probing, System::nanoTime);
        }
        return fleet;
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext application) {
        Fleet kept = fleet();
        kept.listed(
                "configuration",
                Endpoint.list(configured).stream()
                        .map(endpoint -> new Listing(endpoint, false))
                        .toList());
        timetable = new Timetable(3, threads);
        timetable.every(Duration.ofMillis(100), kept::tick);
        grid.hazelcast().ifPresent(hazelcast -> {
            Map<String, String> registry = hazelcast.getMap(REGISTRY);
            timetable.every(Duration.ofSeconds(1), () -> kept.balancers(balancers(hazelcast)));
            timetable.every(Duration.ofSeconds(1), this::askGrid);
            timetable.every(Duration.ofSeconds(1), () -> kept.listed("registry", registered(registry)));
        });
    }

    private void askGrid() {
        Collection<InstanceDescriptor> members = payara.getClusteredPayaras();
        if (members == null || members.isEmpty()) {
            return;
        }
        List<Listing> listings = new ArrayList<>();
        for (InstanceDescriptor member : members) {
            // Never the canonical name or the application URLs: those ask the DNS, once per member and second.
            String host = member.getHostName().getHostAddress();
            for (String root : contextRoots(member)) {
                for (Integer port : member.getHttpPorts()) {
                    Endpoint.service(root)
                            .map(service -> new Endpoint(member.getInstanceName(), service, host, port))
                            .ifPresent(endpoint -> listings.add(new Listing(endpoint, false)));
                }
            }
        }
        fleet.listed("grid", listings);
    }

    /** By the grid's own members: each balancer would miss the other in Payara's list once a split grid has healed. */
    private static int balancers(HazelcastInstance grid) {
        return (int) grid.getCluster().getMembers().stream()
                .filter(member -> "balancer".equals(member.getAttribute(GROUP_ATTRIBUTE)))
                .count();
    }

    private static List<String> contextRoots(InstanceDescriptor member) {
        List<String> roots = new ArrayList<>();
        for (ApplicationDescriptor application : member.getDeployedApplications()) {
            for (ModuleDescriptor module : application.getModuleDescriptors()) {
                roots.add(module.getContextRoot());
            }
        }
        return roots;
    }

    private static List<Listing> registered(Map<String, String> registry) {
        List<Listing> listings = new ArrayList<>();
        registry.forEach((name, value) -> Listing.registered(name, value).ifPresent(listings::add));
        return listings;
    }

    @PreDestroy
    void end() {
        if (timetable != null) {
            timetable.close();
        }
        if (probing != null) {
            probing.shutdownNow();
        }
    }
}
