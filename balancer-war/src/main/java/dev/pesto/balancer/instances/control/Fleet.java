package dev.pesto.balancer.instances.control;

import dev.pesto.balancer.instances.entity.Endpoint;
import dev.pesto.balancer.instances.entity.Group;
import dev.pesto.balancer.instances.entity.Instance;
import dev.pesto.balancer.instances.entity.Listing;
import dev.pesto.balancer.instances.entity.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Which instances exist and which of them answer. Sources say that an instance exists; only its probes and calls say that it lives. So a source that falls
 * silent takes nothing away.
 */
public final class Fleet {

    /** With two unanswered probes of 0.9 s each a stopped instance is out within 2.6 s. */
    private static final long PROBE_EVERY_NANOS = 500_000_000L;

    private static final long FORGET_AFTER_NANOS = 30_000_000_000L;

    private final Map<String, Member> members = new ConcurrentHashMap<>();
    private final Map<String, Group> groups = new ConcurrentHashMap<>();
    private final Map<String, Collection<Listing>> sources = new ConcurrentHashMap<>();
    private final Probe probe;
    private final Executor probing;
    private final LongSupplier clock;
    private volatile Consumer<Instance> whenDown = instance -> {};
    private volatile int balancers = 1;

    public Fleet(Probe probe, Executor probing, LongSupplier clock) {
        this.probe = probe;
        this.probing = probing;
        this.clock = clock;
    }

    /** Told of each instance that has just died, to end the tries that wait for it. */
    public void whenDown(Consumer<Instance> listener) {
        whenDown = listener;
    }

    public Group group(String service) {
        return groups.computeIfAbsent(service, unused -> new Group());
    }

    /** A source's complete present list. A source that cannot answer says nothing at all. */
    public synchronized void listed(String source, Collection<Listing> listings) {
        sources.put(source, List.copyOf(listings));
        refresh();
    }

    /** How many balancers there are, this one included. */
    public int balancers() {
        return balancers;
    }

    public void balancers(int seen) {
        balancers = Math.max(1, seen);
    }

    /** Starts the probes that are due. */
    public void tick() {
        refresh();
        long now = clock.getAsLong();
        for (Member member : members.values()) {
            if (member.takeProbe(now)) {
                probing.execute(() -> probe(member));
            }
        }
    }

    /** The instance refused a connection. */
    public void refused(Instance instance) {
        if (instance.refused(clock.getAsLong())) {
            whenDown.accept(instance);
        }
    }

    /** A call to the instance got no answer: look at it now, not when the next probe is due. */
    public void suspect(Instance instance) {
        Member member = members.get(instance.endpoint().address());
        if (member != null) {
            member.nextProbe = clock.getAsLong();
        }
    }

    public List<Instance.Snapshot> snapshot() {
        long now = clock.getAsLong();
        return members.values().stream()
                .map(member -> member.instance.snapshot(now))
                .sorted(java.util.Comparator.comparing(
                                (Instance.Snapshot s) -> s.endpoint().service())
                        .thenComparing(s -> s.endpoint().name())
                        .thenComparing(s -> s.endpoint().address()))
                .toList();
    }

    /** The instances of that name: one, or for a moment two after a restart elsewhere. */
    public List<Instance> named(String name) {
        return members.values().stream()
                .map(member -> member.instance)
                .filter(instance -> instance.endpoint().name().equals(name))
                .toList();
    }

    private void probe(Member member) {
        long started = clock.getAsLong();
        try {
            Probe.Result result = probe.ask(member.instance.endpoint());
            long now = clock.getAsLong();
            boolean died = false;
            switch (result) {
                case READY, NOT_READY ->
                    member.instance.probed(result == Probe.Result.READY && member.mayComeBack(now), now);
                case REFUSED -> died = member.instance.refused(now);
                case UNANSWERED -> {
                    died = member.instance.probeUnanswered(started, now);
                    member.nextProbe = now;
                }
                default -> throw new IllegalStateException(result.name());
            }
            if (died) {
                whenDown.accept(member.instance);
            }
        } finally {
            member.probing = false;
        }
    }

    private synchronized void refresh() {
        long now = clock.getAsLong();
        Map<String, Listing> listed = new HashMap<>();
        for (Collection<Listing> source : sources.values()) {
            for (Listing listing : source) {
                listed.merge(listing.endpoint().address(), listing, (a, b) -> a.draining() ? a : b);
            }
        }
        for (Listing listing : listed.values()) {
            members.computeIfAbsent(listing.endpoint().address(), unused -> new Member(listing.endpoint(), now));
        }
        members.entrySet().removeIf(entry -> {
            Member member = entry.getValue();
            Optional<Listing> listing = Optional.ofNullable(listed.get(entry.getKey()));
            member.listed = listing.isPresent();
            listing.ifPresent(found -> member.instance.announced(found.draining()));
            Instance.Snapshot snapshot = member.instance.snapshot(now);
            return !member.listed && snapshot.state() == State.DOWN && snapshot.nanosInState() > FORGET_AFTER_NANOS;
        });
        regroup();
    }

    private void regroup() {
        Map<String, List<Instance>> byService = new HashMap<>();
        for (Member member : members.values()) {
            byService
                    .computeIfAbsent(member.instance.endpoint().service(), unused -> new ArrayList<>())
                    .add(member.instance);
        }
        groups.forEach((service, group) -> group.set(byService.getOrDefault(service, List.of())));
        byService.forEach((service, instances) -> group(service).set(instances));
    }

    private static final class Member {
        private final Instance instance;
        private volatile boolean listed;
        private volatile boolean probing;
        private volatile long nextProbe;

        Member(Endpoint endpoint, long now) {
            this.instance = new Instance(endpoint, now);
            this.nextProbe = now;
        }

        synchronized boolean takeProbe(long now) {
            if (probing || nextProbe - now > 0) {
                return false;
            }
            probing = true;
            nextProbe = now + PROBE_EVERY_NANOS;
            return true;
        }

        /** What nobody lists any more may go on, but once it was gone its port may be somebody else's. */
        boolean mayComeBack(long now) {
            return listed || instance.state(now) != State.DOWN;
        }
    }
}
