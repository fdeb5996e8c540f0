package dev.pesto.balancer.limits.boundary;

import dev.pesto.balancer.Grid;
import dev.pesto.balancer.Timetable;
import dev.pesto.balancer.instances.control.Fleet;
import dev.pesto.balancer.limits.control.GridBuckets;
import dev.pesto.balancer.limits.control.Limiter;
import dev.pesto.balancer.limits.control.SharedBuckets;
import dev.pesto.balancer.limits.control.TokenVerifier;
import dev.pesto.balancer.limits.entity.Policy;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Builds the limiter and the token verifier, and reads limits and keys anew each second, so that both change without a restart. */
@ApplicationScoped
public class LimiterSetup {

    private static final Logger LOG = Logger.getLogger("dev.pesto.balancer");

    /** Where nothing is configured (CONTRACT 8). */
    private static final Map<String, String> DEFAULTS =
            Map.of("default", "300/60s", "orders", "60/60s", "auth", "10/60s");

    private final Map<String, String> refused = new HashMap<>();
    private Timetable timetable;

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private Config config;

    @Inject
    private Grid grid;

    @Produces
    @Singleton
    Limiter limiter(Fleet fleet) {
        SharedBuckets shared =
                grid.hazelcast().<SharedBuckets>map(GridBuckets::new).orElse(null);
        Limiter limiter = new Limiter(shared, fleet::balancers, System::nanoTime);
        limiter.policies(policies());
        every(() -> limiter.policies(policies()));
        return limiter;
    }

    @Produces
    @Singleton
    TokenVerifier tokenVerifier() throws IOException {
        TokenVerifier verifier = new TokenVerifier(
                Path.of(config.getValue("pesto.keys.directory", String.class), "jwks.json"),
                config.getOptionalValue("mp.jwt.verify.issuer", String.class).orElse("pesto"),
                config.getOptionalValue("mp.jwt.verify.audiences", String.class).orElse("pesto-api"),
                Clock.systemUTC());
        verifier.refresh();
        every(() -> refresh(verifier));
        return verifier;
    }

    private void refresh(TokenVerifier verifier) {
        try {
            verifier.refresh();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the present keys stay: {0}", e.toString());
        }
    }

    /** A value that cannot be read leaves the default in force, said once; a limit must not vanish by a typing error. */
    private Map<String, Policy> policies() {
        Map<String, Policy> policies = new HashMap<>();
        DEFAULTS.forEach((name, fallback) -> {
            String text = present("pesto.limits." + name).orElse(fallback);
            try {
                Policy.parse(name, text).ifPresent(policy -> policies.put(name, policy));
            } catch (IllegalArgumentException e) {
                if (!text.equals(refused.put(name, text))) {
                    LOG.warning(e.getMessage());
                }
                Policy.parse(name, fallback).ifPresent(policy -> policies.put(name, policy));
            }
        });
        return policies;
    }

    /** Asks the sources, highest first: the server keeps what it has once looked up for a minute. */
    private Optional<String> present(String key) {
        for (ConfigSource source : config.getConfigSources()) {
            String value = source.getValue(key);
            if (value != null && !value.isBlank()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private synchronized void every(Runnable task) {
        if (timetable == null) {
            timetable = new Timetable(1, threads);
        }
        timetable.every(Duration.ofSeconds(1), task);
    }

    @PreDestroy
    void end() {
        if (timetable != null) {
            timetable.close();
        }
    }
}
