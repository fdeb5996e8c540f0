package dev.pesto.balancer.limits.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.balancer.limits.entity.Decision;
import dev.pesto.balancer.limits.entity.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LimiterTest {

    private static final long SECOND = 1_000_000_000L;

    private long now = 7 * SECOND;
    private boolean gridAnswers = true;
    private boolean gridIsLate;
    private final List<Runnable> lateAnswers = new ArrayList<>();
    private int asked;
    private final Map<String, double[]> grid = new HashMap<>();

    private Limiter limiter(String policy) {
        Limiter limiter = new Limiter(this::take, () -> 2, () -> now);
        limiter.policies(Map.of("default", Policy.parse("default", policy).orElseThrow()));
        return limiter;
    }

    /** A naive grid: a number of tokens that grows with time. */
    private CompletableFuture<Decision> take(String key, Policy policy, long tokens) {
        asked++;
        if (!gridAnswers) {
            return new CompletableFuture<>();
        }
        double[] bucket = grid.computeIfAbsent(
                key + policy.quota(), unused -> new double[] {(double) policy.quota(), (double) now});
        bucket[0] = Math.min((double) policy.quota(), bucket[0] + ((double) now - bucket[1]) / policy.nanosPerToken());
        bucket[1] = (double) now;
        boolean allowed = bucket[0] + 1e-6 >= (double) tokens;
        bucket[0] -= allowed ? (double) tokens : 0;
        long wait = (long) Math.ceil(Math.max(0, 1 - bucket[0]) * policy.nanosPerToken());
        Decision decision = new Decision(policy, allowed, (long) bucket[0], wait, (long)
                (((double) policy.quota() - bucket[0]) * policy.nanosPerToken()));
        if (gridIsLate) {
            CompletableFuture<Decision> late = new CompletableFuture<>();
            lateAnswers.add(() -> late.complete(decision));
            return late;
        }
        return CompletableFuture.completedFuture(decision);
    }

    private static boolean allowed(Limiter limiter, String key) {
        return limiter.take("default", key).orElseThrow().allowed();
    }

    @Test
    @DisplayName("L2 two balancers together let through what one would, within 2 %")
    void together() {
        Limiter one = limiter("300/60s");
        Limiter two = limiter("300/60s");
        int passed = 0;
        for (int i = 0; i < 6000; i++) {
            now += SECOND / 100;
            passed += allowed(i % 2 == 0 ? one : two, "s:a") ? 1 : 0;
        }
        assertThat(passed).isBetween(588, 612);
    }

    @Test
    @DisplayName("L2 a key in constant use asks the grid for several at once, an empty one not at all")
    void leases() {
        Limiter limiter = limiter("100000/60s");
        for (int i = 0; i < 10_000; i++) {
            now += SECOND / 1000;
            assertThat(allowed(limiter, "s:a")).isTrue();
        }
        assertThat(asked).isLessThan(200);
        Limiter small = limiter("10/60s");
        asked = 0;
        for (int i = 0; i < 1000; i++) {
            allowed(small, "s:b");
        }
        assertThat(asked).isEqualTo(11);
    }

    @Test
    @DisplayName("L2 who calls now and then is told to the grid a few calls at a time, and none of them is forgotten")
    void credit() {
        Limiter limiter = limiter("300/9999h");
        for (int i = 1; i <= 120; i++) {
            now += SECOND;
            Decision decision = limiter.take("default", "s:a").orElseThrow();
            assertThat(decision.remaining()).isEqualTo(300 - i);
        }
        assertThat(asked).isEqualTo(40);
        assertThat((long) grid.get("default:s:a300")[0]).isEqualTo(180);
    }

    @Test
    @DisplayName(
            "L2 credit of all balancers together is at most a seventy-fifth of the quota, and none where that is less than one")
    void creditIsBounded() {
        for (Map.Entry<String, Integer> most :
                Map.of("300/1h", 304, "60/1h", 60).entrySet()) {
            Limiter one = limiter(most.getKey());
            Limiter two = limiter(most.getKey());
            // Each believes the bucket full, while the other empties it.
            int passed = 0;
            while (allowed(one, "s:b")) {
                passed++;
            }
            while (allowed(two, "s:b")) {
                passed++;
            }
            assertThat(passed).as(most.getKey()).isBetween(most.getValue() * 74 / 75, most.getValue());
        }
    }

    @Test
    @DisplayName("L4 what is refused without asking has a true Retry-After")
    void refusedHere() {
        Limiter limiter = limiter("10/60s");
        while (allowed(limiter, "s:a")) {
            now += 1;
        }
        Decision refused = limiter.take("default", "s:a").orElseThrow();
        assertThat(refused.allowed()).isFalse();
        now += Long.parseLong(refused.retryAfter()) * SECOND;
        assertThat(allowed(limiter, "s:a")).isTrue();
    }

    @Test
    @DisplayName("L3 when the grid is silent each has its share, and comes back when it speaks")
    void silence() {
        Limiter limiter = limiter("300/60s");
        gridAnswers = false;
        int passed = 0;
        for (int i = 0; i < 400; i++) {
            passed += allowed(limiter, "s:a") ? 1 : 0;
        }
        assertThat(passed).as("its half, and what was on credit").isBetween(150, 152);
        assertThat(asked).isEqualTo(3);
        assertThat(limiter.isOnItsOwn()).isTrue();
        gridAnswers = true;
        now += 2 * SECOND;
        assertThat(allowed(limiter, "s:a")).isTrue();
        assertThat(limiter.isOnItsOwn()).isFalse();
    }

    @Test
    @DisplayName("L3 what passed while the grid was silent is told to it when it is back: nobody gains by an outage")
    void tellsAfterSilence() {
        Limiter limiter = limiter("300/9999h");
        gridAnswers = false;
        int passed = 0;
        for (int i = 0; i < 400; i++) {
            passed += allowed(limiter, "s:a") ? 1 : 0;
        }
        gridAnswers = true;
        for (int i = 0; i < 400; i++) {
            now += 2 * SECOND;
            passed += allowed(limiter, "s:a") ? 1 : 0;
        }
        assertThat(passed).isBetween(294, 306);
    }

    @Test
    @DisplayName("L3 an answer that comes too late is not lost: what it paid is paid, and what it took ahead is used")
    void late() {
        Limiter limiter = limiter("300/9999h");
        int passed = 0;
        for (int i = 0; i < 400; i++) {
            now += SECOND / 100;
            gridIsLate = asked % 5 == 4;
            passed += allowed(limiter, "s:a") ? 1 : 0;
            lateAnswers.forEach(Runnable::run);
            lateAnswers.clear();
        }
        assertThat(passed).isBetween(294, 306);
    }

    @Test
    @DisplayName("L6 policies change at run time; a missing one is no limit")
    void runTime() {
        Limiter limiter = limiter("1/60s");
        assertThat(allowed(limiter, "s:a")).isTrue();
        assertThat(allowed(limiter, "s:a")).isFalse();
        limiter.policies(Map.of("default", Policy.parse("default", "5/60s").orElseThrow()));
        assertThat(allowed(limiter, "s:a")).isTrue();
        limiter.policies(Map.of());
        assertThat(limiter.take("default", "s:a")).isEmpty();
    }

    @Test
    @DisplayName("L5 keys are forgotten when there are too many")
    void bounded() {
        Limiter limiter = limiter("300/60s");
        for (int i = 0; i < 200_000; i++) {
            limiter.take("default", "a:" + i);
        }
        assertThat(limiter.keys()).isLessThanOrEqualTo(50_000);
    }
}
