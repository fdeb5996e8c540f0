package dev.pesto.balancer.instances.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pesto.balancer.instances.control.Probe.Result;
import dev.pesto.balancer.instances.entity.Endpoint;
import dev.pesto.balancer.instances.entity.Instance;
import dev.pesto.balancer.instances.entity.Listing;
import dev.pesto.balancer.instances.entity.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FleetTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Listing ONE = listing("order-1", 1);
    private static final Listing TWO = listing("order-2", 2);

    private final Map<String, Result> probes = new HashMap<>();
    private long now = 1000 * SECOND;
    private final Fleet fleet =
            new Fleet(endpoint -> probes.getOrDefault(endpoint.name(), Result.READY), Runnable::run, () -> now);

    private static Listing listing(String name, int port) {
        return new Listing(new Endpoint(name, "order", "127.0.0.1", port), false);
    }

    private void tick() {
        now += SECOND;
        fleet.tick();
    }

    private Map<String, State> states() {
        Map<String, State> states = new HashMap<>();
        fleet.snapshot().forEach(s -> states.put(s.endpoint().name(), s.state()));
        return states;
    }

    @Test
    @DisplayName("I1 sources are united, each instance is confirmed by its probe")
    void united() {
        fleet.listed("grid", List.of(ONE));
        fleet.listed("registry", List.of(ONE, TWO));
        probes.put("order-2", Result.NOT_READY);
        assertThat(states()).containsEntry("order-1", State.DOWN);
        tick();
        assertThat(states()).containsExactlyInAnyOrderEntriesOf(Map.of("order-1", State.UP, "order-2", State.DOWN));
        assertThat(fleet.group("order").instances()).hasSize(2);
        assertThat(fleet.group("user").instances()).isEmpty();
    }

    @Test
    @DisplayName("I6 what nobody lists goes on while it answers, and does not come back once it was gone")
    void unlisted() {
        fleet.listed("grid", List.of(ONE));
        tick();
        fleet.listed("grid", List.of());
        tick();
        assertThat(states()).containsEntry("order-1", State.UP);
        probes.put("order-1", Result.REFUSED);
        tick();
        probes.put("order-1", Result.READY);
        tick();
        assertThat(states()).containsEntry("order-1", State.DOWN);
        now += 31 * SECOND;
        tick();
        assertThat(states()).isEmpty();
    }

    @Test
    @DisplayName("I2 the tries of a dead instance are ended, once")
    void told() {
        List<Instance> dead = new ArrayList<>();
        fleet.whenDown(dead::add);
        fleet.listed("grid", List.of(ONE));
        tick();
        probes.put("order-1", Result.UNANSWERED);
        tick();
        assertThat(dead).isEmpty();
        tick();
        tick();
        assertThat(dead).hasSize(1);
    }

    @Test
    @DisplayName("I2 not being ready ends no try")
    void notReady() {
        List<Instance> dead = new ArrayList<>();
        fleet.whenDown(dead::add);
        fleet.listed("grid", List.of(ONE));
        tick();
        probes.put("order-1", Result.NOT_READY);
        tick();
        assertThat(states()).containsEntry("order-1", State.DOWN);
        assertThat(dead).isEmpty();
    }

    @Test
    @DisplayName("I5 the registry's word that an instance drains outweighs the grid, which does not know")
    void draining() {
        fleet.listed("registry", List.of(new Listing(ONE.endpoint(), true)));
        fleet.listed("grid", List.of(ONE));
        tick();
        assertThat(states()).containsEntry("order-1", State.DRAINING);
    }

    @Test
    @DisplayName("I1 registry entries and the static list are read with suspicion")
    void reading() {
        assertThat(Listing.registered("order-1", "order|127.0.0.1|21003|/order|DRAINING"))
                .contains(new Listing(new Endpoint("order-1", "order", "127.0.0.1", 21003), true));
        assertThat(Listing.registered("x", "order|127.0.0.1|no|/order|UP")).isEmpty();
        assertThat(Listing.registered("x", "")).isEmpty();
        assertThat(Listing.registered("x", "x|127.0.0.1|1|/other|UP")).isEmpty();
        assertThat(Endpoint.list(" user-1@127.0.0.1:1/user, order-1@h:2/order ,"))
                .hasSize(2);
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.list("user-1@127.0.0.1/user"));
    }
}
