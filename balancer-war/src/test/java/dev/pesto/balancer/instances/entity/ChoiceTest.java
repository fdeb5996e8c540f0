package dev.pesto.balancer.instances.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The choice beside a naive one, which looks at all instances. */
class ChoiceTest {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    @DisplayName("I2, I3, I4 whatever happens, the choice is one that a look at all would allow, and never the dearest")
    void allowed(int seed) {
        Random random = new Random(seed);
        Group group = new Group();
        List<Instance> all = instances(1 + random.nextInt(5), 0);
        group.set(all);
        long now = SECOND;
        for (int step = 0; step < 20_000; step++) {
            now += random.nextInt(400) * MILLI;
            happen(all.get(random.nextInt(all.size())), group, random, now);
            Instance tried = random.nextInt(4) == 0 ? all.get(random.nextInt(all.size())) : null;
            List<Instance> allowed = allowed(all, tried, now);
            Instance chosen = group.choose(tried, now, random);
            if (allowed.isEmpty()) {
                assertThat(chosen).isNull();
                continue;
            }
            assertThat(allowed).contains(chosen);
            chosen.leave();
            if (allowed.size() > 1) {
                double cost = chosen.cost(now);
                long at = now;
                assertThat(allowed.stream().filter(other -> other != chosen).mapToDouble(other -> other.cost(at)))
                        .anyMatch(other -> other >= cost);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    @DisplayName("I3 with instances of different speed, calls wait hardly longer than if each looked at all of them")
    void speed(int seed) {
        double naive = meanMillis(seed, true);
        double ours = meanMillis(seed, false);
        assertThat(ours).isLessThan(1.5 * naive);
        // What it would be without a look at any of them.
        assertThat(ours).isLessThan((4 + 8 + 40) / 3.0);
    }

    /** Instances answer in 4, 8 and 40 ms on average. */
    private static double meanMillis(int seed, boolean naive) {
        record Call(long end, Instance at, long took) {}
        Random random = new Random(seed);
        Group group = new Group();
        List<Instance> all = instances(3, 0);
        group.set(all);
        long[] mean = {4 * MILLI, 8 * MILLI, 40 * MILLI};
        PriorityQueue<Call> open = new PriorityQueue<>(Comparator.comparingLong(Call::end));
        long now = 60 * SECOND;
        long total = 0;
        int calls = 20_000;
        for (int i = 0; i < calls; i++) {
            now += MILLI;
            while (!open.isEmpty() && open.peek().end <= now) {
                Call done = open.poll();
                done.at.leave();
                done.at.answered(done.took, false, done.end);
            }
            Instance chosen = naive ? cheapest(all, now) : group.choose(null, now, random);
            long took = (long) (mean[all.indexOf(chosen)] * (0.5 + random.nextDouble()));
            total += took;
            open.add(new Call(now + took, chosen, took));
        }
        return (double) total / calls / MILLI;
    }

    private static Instance cheapest(List<Instance> all, long now) {
        Instance cheapest = all.stream()
                .min(Comparator.comparingDouble(instance -> instance.cost(now)))
                .orElseThrow();
        assertThat(cheapest.enter()).isTrue();
        return cheapest;
    }

    private static void happen(Instance instance, Group group, Random random, long now) {
        switch (random.nextInt(10)) {
            case 0 -> instance.probed(false, now);
            case 1 -> instance.probeUnanswered(now - random.nextInt(2) * SECOND, now);
            case 2 -> instance.refused(now);
            case 3 -> instance.drain(random.nextInt(8) == 0);
            case 4 -> instance.answered(random.nextInt(3000) * MILLI, random.nextBoolean(), now);
            case 5, 6 ->
                IntStream.range(0, 5).forEach(time -> {
                    boolean was = instance.state(now) == State.EJECTED;
                    instance.unanswered(SECOND, now);
                    group.judge(instance, now);
                    if (!was && instance.state(now) == State.EJECTED) {
                        assertThat(count(group.instances(), State.EJECTED, now))
                                .isLessThanOrEqualTo(count(group.instances(), State.UP, now));
                    }
                });
            default -> instance.probed(true, now);
        }
    }

    private static List<Instance> allowed(List<Instance> all, Instance tried, long now) {
        for (State wanted : List.of(State.UP, State.EJECTED)) {
            List<Instance> found = new ArrayList<>(all);
            found.removeIf(instance -> instance == tried || instance.state(now) != wanted);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private static long count(List<Instance> all, State state, long now) {
        return all.stream().filter(instance -> instance.state(now) == state).count();
    }

    private static List<Instance> instances(int count, long now) {
        List<Instance> instances = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            Instance instance = new Instance(new Endpoint("order-" + i, "order", "127.0.0.1", 1000 + i), now);
            instance.probed(true, now);
            instances.add(instance);
        }
        return instances;
    }
}
