package dev.pesto.balancer;

import com.hazelcast.core.HazelcastInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;

/** Payara's data grid, where there is one: a server may run without. */
@ApplicationScoped
public class Grid {

    @Inject
    private Instance<HazelcastInstance> hazelcast;

    public Optional<HazelcastInstance> hazelcast() {
        return hazelcast.isResolvable() ? Optional.ofNullable(hazelcast.get()) : Optional.empty();
    }
}
