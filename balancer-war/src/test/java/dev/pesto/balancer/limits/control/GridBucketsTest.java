package dev.pesto.balancer.limits.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.pesto.balancer.limits.entity.Decision;
import dev.pesto.balancer.limits.entity.Policy;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The buckets as they are in production, in a grid of one member. */
class GridBucketsTest {

    private static final int MOST = 1_000;

    private static HazelcastInstance grid;

    @BeforeAll
    static void start() {
        Config config = new Config();
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.partition.count", "11");
        config.setProperty("hazelcast.logging.type", "none");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        grid = Hazelcast.newHazelcastInstance(config);
    }

    @AfterAll
    static void stop() {
        grid.shutdown();
    }

    private static Policy policy(String text) {
        return Policy.parse("default", text).orElseThrow();
    }

    private static Decision take(GridBuckets buckets, String key, Policy policy) throws Exception {
        return buckets.take(key, policy, 1).get(10, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("L2 two balancers draw from one bucket, and Retry-After tells when it gives again (L4)")
    void shared() throws Exception {
        GridBuckets one = new GridBuckets(grid, MOST);
        GridBuckets two = new GridBuckets(grid, MOST);
        Policy policy = policy("5/10s");
        for (int left = 4; left >= 0; left--) {
            Decision decision = take(left % 2 == 0 ? one : two, "s:shared", policy);
            assertThat(decision.allowed()).isTrue();
            assertThat(decision.remaining()).isEqualTo(left);
        }
        Decision refused = take(two, "s:shared", policy);
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.nanosToWait()).isBetween(1L, TimeUnit.SECONDS.toNanos(2));
        long until = System.nanoTime() + refused.nanosToWait();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        assertThat(take(one, "s:shared", policy).allowed()).isTrue();
    }

    @Test
    @DisplayName("L2 two limiters that take ahead let through what one bucket would, within 2 %")
    void ahead() {
        GridBuckets buckets = new GridBuckets(grid, MOST);
        Limiter one = new Limiter(buckets, () -> 2, System::nanoTime);
        Limiter two = new Limiter(buckets, () -> 2, System::nanoTime);
        Map<String, Policy> policies = Map.of("default", policy("2000/1h"));
        one.policies(policies);
        two.policies(policies);
        int passed = 0;
        for (int i = 0; i < 4000; i++) {
            passed += (i % 2 == 0 ? one : two)
                            .take("default", "s:ahead")
                            .orElseThrow()
                            .allowed()
                    ? 1
                    : 0;
        }
        assertThat(passed).isBetween(1960, 2040);
        assertThat(one.asked() + two.asked()).as("questions to the grid").isLessThan(1000);
    }

    @Test
    @DisplayName("L5 the grid keeps so many buckets and no more, whatever addresses are sent")
    void bounded() throws Exception {
        GridBuckets buckets = new GridBuckets(grid, MOST);
        for (int i = 0; i < 20 * MOST; i++) {
            take(buckets, "a:" + i, policy("300/60s"));
        }
        assertThat(grid.getMap(GridBuckets.MAP).size()).isLessThan(2 * MOST);
    }
}
