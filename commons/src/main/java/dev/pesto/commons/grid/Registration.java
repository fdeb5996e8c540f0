package dev.pesto.commons.grid;

import com.hazelcast.core.HazelcastInstance;
import dev.pesto.commons.identity.ServiceName;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * This instance's entry in the registry, renewed every 3 s with a lease of 15 s. Payara's own list of instances forgets a member that rejoins after a pause, so it
 * cannot be the only source. Without a grid nothing happens: the balancer then knows instances from its configuration.
 */
@ApplicationScoped
public class Registration {

    /** Name of the map; key = instance name, value = {@code service|host|port|contextRoot|state}. */
    public static final String MAP = "pesto.registry";

    private static final Logger LOG = Logger.getLogger(Registration.class.getName());
    private static final long PERIOD_SECONDS = 3;
    private static final long LEASE_SECONDS = 15;

    @Inject
    private ServiceName self;

    @Inject
    @ConfigProperty(name = "pesto.instance")
    private Optional<String> name;

    @Inject
    @ConfigProperty(name = "pesto.instance.host", defaultValue = "127.0.0.1")
    private String host;

    @Inject
    @ConfigProperty(name = "pesto.instance.port")
    private Optional<Integer> port;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private ScheduledFuture<?> renewal;
    private volatile HazelcastInstance grid;
    private volatile boolean draining;

    /** Called once, when the web application begins. */
    public void start() {
        if (name.isPresent() && port.isPresent() && !self.value().equals("balancer")) {
            renewal = scheduler.scheduleAtFixedRate(this::renew, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Called once, when the web application ends. */
    public void stop() {
        if (renewal != null) {
            renewal.cancel(false);
        }
    }

    public boolean isDraining() {
        return draining;
    }

    /** Tells the balancers at once that no new calls are wanted, or that they are again. */
    public void drain(boolean wanted) {
        draining = wanted;
        if (renewal != null) {
            renew();
        }
    }

    // A fixed name in the server's own directory; @Resource would fail the deployment where there is no grid.
    @SuppressWarnings("BanJNDI")
    private void renew() {
        try {
            if (grid == null) {
                // Kept: the thread on which a process is told to end has no naming context.
                grid = InitialContext.doLookup("payara/Hazelcast");
            }
            String entry = String.join(
                    "|",
                    self.value(),
                    host,
                    String.valueOf(port.orElseThrow()),
                    "/" + self.value(),
                    draining ? "DRAINING" : "UP");
            grid.getMap(MAP).set(name.orElseThrow(), entry, LEASE_SECONDS, TimeUnit.SECONDS);
        } catch (NamingException | RuntimeException e) {
            // The next turn tries again; an exception would end the schedule.
            LOG.log(Level.FINE, "registration not renewed", e);
        }
    }
}
