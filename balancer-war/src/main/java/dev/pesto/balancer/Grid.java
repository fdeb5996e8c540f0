package dev.pesto.balancer;

import com.hazelcast.core.HazelcastInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.logging.Logger;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Payara's data grid, where there is one: a server may run without. */
@ApplicationScoped
public class Grid {

    private static final Logger LOG = Logger.getLogger("dev.pesto.balancer");

    public Optional<HazelcastInstance> hazelcast() {
        try {
            return Optional.ofNullable((HazelcastInstance) new InitialContext().lookup("payara/Hazelcast"));
        } catch (NamingException e) {
            LOG.info("no data grid here: " + e.getMessage());
            return Optional.empty();
        }
    }
}
