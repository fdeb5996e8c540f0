package dev.pesto.balancer.instances.entity;

import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The instances of one service, and the choice among them: two are drawn at random and the cheaper one takes the call. That is nearly as good as looking at
 * all, and keeps many balancers from running to the same one.
 */
public final class Group {

    private volatile List<Instance> instances = List.of();

    public void set(Collection<Instance> members) {
        instances = List.copyOf(members);
    }

    public List<Instance> instances() {
        return instances;
    }

    /**
     * The instance for one more try, with a place in it taken; the caller leaves it. Null when there is none.
     *
     * @param tried instance that the call must not go to again, or null
     */
    public Instance choose(Instance tried, long now, RandomGenerator random) {
        List<Instance> all = instances;
        Instance chosen = choose(all, State.UP, tried, now, random);
        return chosen != null ? chosen : choose(all, State.EJECTED, tried, now, random);
    }

    private static Instance choose(List<Instance> all, State wanted, Instance tried, long now, RandomGenerator random) {
        Instance[] eligible = new Instance[all.size()];
        int count = 0;
        for (Instance instance : all) {
            if (instance != tried && instance.state(now) == wanted) {
                eligible[count++] = instance;
            }
        }
        while (count > 0) {
            int first = random.nextInt(count);
            if (count > 1) {
                int second = random.nextInt(count - 1);
                second += second >= first ? 1 : 0;
                first = eligible[second].cost(now) < eligible[first].cost(now) ? second : first;
            }
            if (eligible[first].enter()) {
                return eligible[first];
            }
            eligible[first] = eligible[--count];
        }
        return null;
    }

    /** How many take calls. */
    public long up(long now) {
        return instances.stream().filter(i -> i.state(now) == State.UP).count();
    }

    /** Whether those that live are all being taken out of service. */
    public boolean isDraining(long now) {
        List<State> living = instances.stream()
                .map(instance -> instance.state(now))
                .filter(state -> state != State.DOWN)
                .toList();
        return !living.isEmpty() && living.stream().allMatch(state -> state == State.DRAINING);
    }

    /** Whether there are instances that would take calls if they had room. */
    public boolean isSaturated(long now) {
        return instances.stream()
                .anyMatch(i ->
                        i.inFlight() >= Instance.ROOM && (i.state(now) == State.UP || i.state(now) == State.EJECTED));
    }

    /** Ejects an instance that keeps failing, unless more than half of those that answer would then be out. */
    public void judge(Instance instance, long now) {
        if (!instance.isFailing(now)) {
            return;
        }
        synchronized (this) {
            long out = instances.stream()
                    .filter(i -> i.state(now) == State.EJECTED)
                    .count();
            long in = instances.stream().filter(i -> i.state(now) == State.UP).count();
            if (instance.isFailing(now) && (out + 1) * 2 <= out + in) {
                instance.eject(now);
            }
        }
    }
}
