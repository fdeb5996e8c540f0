package dev.pesto.balancer.instances.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GroupTest {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    private final Random random = new Random(7);
    private final Group group = new Group();
    private final List<Instance> instances = new ArrayList<>();
    private long now = 100 * SECOND;

    private void instances(int count) {
        for (int i = 1; i <= count; i++) {
            Instance instance = new Instance(new Endpoint("order-" + i, "order", "127.0.0.1", 1000 + i), now);
            instance.probed(true, now);
            instances.add(instance);
        }
        group.set(instances);
        now += 60 * SECOND;
    }

    private Instance choose(Instance tried) {
        Instance chosen = group.choose(tried, now, random);
        if (chosen != null) {
            chosen.leave();
        }
        return chosen;
    }

    private void fail(Instance instance, int times) {
        for (int i = 0; i < times; i++) {
            instance.unanswered(MILLI, now);
            group.judge(instance, now);
        }
    }

    @Test
    @DisplayName("I3 one of three slowed by 2 s: at least 99 % of calls stay under 1 s")
    void slowOne() {
        instances(3);
        record Call(long end, Instance at, long took) {}
        PriorityQueue<Call> open = new PriorityQueue<>((a, b) -> Long.compare(a.end, b.end));
        int slow = 0;
        int calls = 20_000;
        for (int i = 0; i < calls; i++) {
            now += MILLI;
            while (!open.isEmpty() && open.peek().end <= now) {
                Call done = open.poll();
                done.at.leave();
                done.at.answered(done.took, false, done.end);
            }
            Instance chosen = group.choose(null, now, random);
            long took = chosen == instances.get(0) ? 2 * SECOND : 3 * MILLI;
            slow += took > SECOND ? 1 : 0;
            open.add(new Call(now + took, chosen, took));
        }
        assertThat(slow).isLessThan(calls / 100);
    }

    @Test
    @DisplayName("I3 a new instance gets a small part at first, its full part after 30 s")
    void slowStart() {
        instances(2);
        Instance fresh = new Instance(new Endpoint("order-9", "order", "127.0.0.1", 9), now);
        fresh.probed(true, now);
        assertThat(fresh.cost(now)).isGreaterThan(9 * instances.get(0).cost(now));
        now += 30 * SECOND;
        assertThat(fresh.cost(now)).isEqualTo(instances.get(0).cost(now));
    }

    @Test
    @DisplayName("I4 five failures in a row eject; four and an answer do not")
    void ejection() {
        instances(3);
        Instance bad = instances.get(0);
        fail(bad, 4);
        bad.answered(MILLI, false, now);
        fail(bad, 4);
        assertThat(bad.state(now)).isEqualTo(State.UP);
        fail(bad, 1);
        assertThat(bad.state(now)).isEqualTo(State.EJECTED);
        for (int i = 0; i < 50; i++) {
            assertThat(choose(null)).isNotSameAs(bad);
        }
    }

    @Test
    @DisplayName("I4 ejections double, from 5 s to 60 s")
    void doubling() {
        instances(2);
        Instance bad = instances.get(0);
        for (long seconds : new long[] {5, 10, 20, 40, 60, 60}) {
            fail(bad, 5);
            now += seconds * SECOND - 1;
            assertThat(bad.state(now)).isEqualTo(State.EJECTED);
            now += 1;
            assertThat(bad.state(now)).isEqualTo(State.UP);
        }
    }

    @Test
    @DisplayName("I4 never more than half are ejected, and a lone instance never is")
    void half() {
        instances(3);
        instances.forEach(instance -> fail(instance, 20));
        assertThat(instances.stream().filter(i -> i.state(now) == State.EJECTED))
                .hasSize(1);
    }

    @Test
    @DisplayName("I4 when nothing else is left, ejected ones are used")
    void panic() {
        instances(2);
        fail(instances.get(0), 5);
        instances.get(1).refused(now);
        assertThat(choose(null)).isSameAs(instances.get(0));
        assertThat(choose(instances.get(0))).isNull();
    }

    @Test
    @DisplayName("I2 instances that refuse connections are out, all of them if need be")
    void refused() {
        instances(2);
        instances.forEach(instance -> assertThat(instance.refused(now)).isTrue());
        assertThat(instances.get(0).refused(now)).isFalse();
        assertThat(choose(null)).isNull();
    }

    @Test
    @DisplayName("I2 two unanswered probes are the end, unless a call was answered meanwhile")
    void probes() {
        instances(1);
        Instance instance = instances.get(0);
        assertThat(instance.probeUnanswered(now, now + SECOND)).isFalse();
        instance.answered(MILLI, false, now + SECOND + 1);
        assertThat(instance.probeUnanswered(now + SECOND, now + 2 * SECOND)).isFalse();
        assertThat(instance.probeUnanswered(now + 2 * SECOND, now + 3 * SECOND)).isFalse();
        assertThat(instance.probeUnanswered(now + 3 * SECOND, now + 4 * SECOND)).isTrue();
        assertThat(instance.state(now)).isEqualTo(State.DOWN);
    }

    @Test
    @DisplayName("I5 a drained instance gets nothing, also when it says so itself; a restart ends it")
    void draining() {
        instances(2);
        instances.get(0).drain(true);
        instances.get(1).announced(true);
        assertThat(choose(null)).isNull();
        assertThat(group.isDraining(now)).isTrue();
        assertThat(instances.get(0).state(now)).isEqualTo(State.DRAINING);
        instances.get(0).probed(false, now);
        instances.get(0).probed(true, now);
        assertThat(instances.get(0).state(now)).isEqualTo(State.DRAINING);
        instances.get(0).refused(now);
        assertThat(group.isDraining(now)).isTrue();
        instances.get(0).probed(true, now);
        assertThat(instances.get(0).state(now)).isEqualTo(State.UP);
        assertThat(group.isDraining(now)).isFalse();
        instances.forEach(instance -> instance.refused(now));
        assertThat(group.isDraining(now)).as("nobody lives").isFalse();
    }

    @Test
    @DisplayName(
            "I5 an instance that was told to drain and is ready again was admitted by another balancer; one that was not told may just have been away")
    void admittedElsewhere() {
        instances(2);
        Instance told = instances.get(0);
        Instance untold = instances.get(1);
        told.drain(true);
        told.drainIsKnown();
        untold.drain(true);
        // A probe that was under way.
        told.probed(true, now);
        assertThat(told.state(now)).isEqualTo(State.DRAINING);
        for (Instance instance : instances) {
            instance.probed(false, now);
            assertThat(instance.state(now)).isEqualTo(State.DRAINING);
            instance.probed(true, now);
        }
        assertThat(told.state(now)).isEqualTo(State.UP);
        assertThat(untold.state(now)).isEqualTo(State.DRAINING);
    }

    @Test
    @DisplayName("I3 an instance has room for so many calls")
    void room() {
        instances(1);
        for (int i = 0; i < Instance.ROOM; i++) {
            assertThat(group.choose(null, now, random)).isNotNull();
        }
        assertThat(group.choose(null, now, random)).isNull();
        assertThat(group.isSaturated(now)).isTrue();
        instances.get(0).leave();
        assertThat(group.choose(null, now, random)).isNotNull();
    }
}
