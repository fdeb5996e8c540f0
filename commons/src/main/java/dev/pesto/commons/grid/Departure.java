package dev.pesto.commons.grid;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Leaves in order on SIGTERM: says that it wants no more work, finishes what it has, and only then lets the JVM end. A shutdown hook would come too late: the
 * server's own runs beside it and closes the listener after a fixed time, and the grid's takes away the way to tell the balancers.
 *
 * <p>Only in a process that knows its name, one instance of one service: a server with several applications is stopped by its own means.
 */
@ApplicationScoped
public class Departure {

    /** In which every balancer has asked for readiness twice, and an edge before the balancers too. */
    static final Duration NOTICE = Duration.ofSeconds(3);

    /** More than the 10 s after which a balancer gives a try up. */
    static final Duration PATIENCE = Duration.ofSeconds(12);

    private static final Logger LOG = Logger.getLogger(Departure.class.getName());
    private static final long LOOK_NANOS = 20_000_000L;

    private final AtomicInteger inFlight = new AtomicInteger();

    @Inject
    private Registration registration;

    @Inject
    @ConfigProperty(name = "pesto.instance")
    private Optional<String> name;

    private Termination termination;

    /** Called once, when the web application begins. */
    public void start() {
        if (name.isPresent()) {
            // The JVM's own thread for the signal has no class loader, without which no bean can be reached.
            ClassLoader application = Thread.currentThread().getContextClassLoader();
            termination = Termination.intercept(() -> {
                Thread.currentThread().setContextClassLoader(application);
                leave();
            });
        }
    }

    /** Called once, when the web application ends. */
    public void stop() {
        if (termination != null) {
            termination.release();
        }
    }

    public void requestBegins() {
        inFlight.incrementAndGet();
    }

    public void requestEnds() {
        inFlight.decrementAndGet();
    }

    private void leave() {
        long begun = System.nanoTime();
        LOG.info("told to end: no new work, please");
        try {
            registration.drain(true);
            while (isTooEarly(System.nanoTime() - begun, inFlight.get())) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            LOG.info(() -> "ending with " + inFlight.get() + " requests in work");
        } finally {
            termination.proceed();
        }
    }

    /** Whether somebody may still send, or wait for an answer. */
    static boolean isTooEarly(long sinceNanos, int inFlight) {
        return sinceNanos < NOTICE.toNanos() || (inFlight > 0 && sinceNanos < PATIENCE.toNanos());
    }
}
