package dev.pesto.payara.cluster;

import dev.pesto.payara.cluster.State.DatabaseFacts;
import dev.pesto.sql.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Starts, changes and stops the processes of one home. */
public final class Cluster {
    /** More than the 12 s that an instance takes at most to finish its work. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(25);

    private static final Duration USE_PATIENCE = Duration.ofSeconds(60);

    private final Home home;
    private final Progress progress;
    private final Server server;
    private final Launch launch;
    private final Readiness readiness;
    private volatile boolean ended;
    private volatile Database created;

    public Cluster(Home home, Distribution distribution, Progress progress) {
        this.home = home;
        this.progress = progress;
        this.server = new Server(home, distribution);
        this.launch = new Launch(home, distribution, server);
        this.readiness = new Readiness(home, progress);
    }

    public Home home() {
        return home;
    }

    public State state() {
        return home.state().orElseThrow(() -> new Failure("Pesto is not running here: 'pesto up' starts it"));
    }

    /** The API at each balancer. */
    public List<String> doors() {
        return state().of(Role.BALANCER).stream()
                .map(member -> "http://127.0.0.1:" + member.port() + "/api/v1")
                .toList();
    }

    /** Where its owner can read all of it. */
    public DatabaseAddress databaseAddress() {
        return new Database(home, state().plan()).address();
    }

    /** Returns when everything is ready. A failure stops what was started before it is thrown. */
    public State up(Plan plan) {
        home.state().filter(s -> s.members().stream().anyMatch(Member::isAlive)).ifPresent(s -> {
            throw new Failure("Pesto is running already at " + s.plan().baseUrl() + " (" + home.directory()
                    + "): 'pesto down' stops it");
        });
        Database database = new Database(home, plan);
        if (plan.edge()) {
            Program.HAPROXY.require();
        }
        refuseTakenPorts(plan, database.isEmbedded());
        home.create();
        begin(new State(plan, null, List.of()));
        Thread preparation = prepareInBackground(plan);
        try {
            progress.step("starting the database");
            if (database.isEmbedded()) {
                record(Member.of("database", "database", database.start(), plan.databasePort()));
            }
            progress.step("installing the schema");
            DatabaseFacts facts = database.install();
            change(state -> state.with(facts));
            preparation.join();
            if (failure != null) {
                throw failure;
            }
            List<Member> started = new ArrayList<>();
            for (Map.Entry<Role, Integer> wanted : counts(plan).entrySet()) {
                for (int number = 1; number <= wanted.getValue(); number++) {
                    started.add(start(wanted.getKey(), number, database));
                }
            }
            if (plan.edge()) {
                Edge edge = new Edge(home, plan);
                record(edge.start());
            }
            readiness.await(started);
            if (plan.edge()) {
                progress.step("waiting for edge");
                readiness.awaitWhole(state(), USE_PATIENCE);
            }
            progress.end("everything is ready");
            return state();
        } catch (IOException | RuntimeException e) {
            if (!ended) {
                progress.end("stopping what was started");
            }
            preparation.interrupt();
            stopAll();
            throw e instanceof RuntimeException r ? r : new Failure(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            preparation.interrupt();
            stopAll();
            throw new Failure("interrupted", e);
        }
    }

    /** As {@link #up}, in a database of the server that was not there before; {@link #dropNewDatabase} takes it away again. */
    public State upWithNewDatabase(Plan plan) {
        Database database = new Database(home, plan);
        if (!database.isEmbedded()) {
            database.requireAbsent();
            created = database;
        }
        return up(plan);
    }

    public void dropNewDatabase() {
        if (created != null) {
            created.drop();
            created = null;
        }
    }

    private synchronized void begin(State state) {
        refuseAfterEnd();
        home.write(state);
    }

    private synchronized void change(UnaryOperator<State> change) {
        refuseAfterEnd();
        home.write(change.apply(state()));
    }

    private void refuseAfterEnd() {
        if (ended) {
            throw new Failure("Pesto is being stopped");
        }
    }

    private volatile RuntimeException failure;

    private Thread prepareInBackground(Plan plan) {
        Thread thread = new Thread(
                () -> {
                    try {
                        server.prepare(plan, progress);
                    } catch (IOException e) {
                        failure = new Failure(e.getMessage(), e);
                    } catch (RuntimeException e) {
                        failure = e;
                    }
                },
                "prepare");
        thread.start();
        return thread;
    }

    /** How many of each there are from the start. */
    static Map<Role, Integer> counts(Plan plan) {
        // The slowest to deploy first.
        Map<Role, Integer> counts = new LinkedHashMap<>();
        counts.put(Role.ORDER, plan.orderInstances());
        counts.put(Role.USER, 1);
        counts.put(Role.PRODUCT, 1);
        counts.put(Role.BALANCER, plan.balancers());
        return counts;
    }

    private static void refuseTakenPorts(Plan plan, boolean embedded) {
        List<Integer> ports = new ArrayList<>();
        counts(plan).forEach((role, count) -> {
            for (int number = 1; number <= count; number++) {
                ports.add(role.port(number, plan.port(), plan.edge()));
                ports.add(plan.gridPort(role.gridIndex(number)));
            }
        });
        if (plan.edge()) {
            ports.add(plan.port());
            ports.add(plan.edgeStatusPort());
        }
        if (embedded) {
            ports.add(plan.databasePort());
        }
        for (int port : ports.stream().sorted().toList()) {
            if (!Probe.isFree(port)) {
                throw new Failure("port " + port
                        + " is taken: stop the program that uses it, or choose others with --port "
                        + "(used are " + plan.port() + " to " + (plan.port() + 30) + " and " + plan.gridPort(0) + " to "
                        + plan.gridPort(Role.GRID_SIZE - 1) + ")");
            }
        }
    }

    /** Stopping waits meanwhile, so that it finds what was started. */
    private synchronized Member start(Role role, int number, Database database) throws IOException {
        refuseAfterEnd();
        Member member = launch.start(state().plan(), role, number, database.address());
        record(member);
        return member;
    }

    private synchronized void record(Member member) {
        change(state -> state.with(member));
    }

    /** More instances, or fewer: those with the highest numbers finish their work and end. */
    public State scale(Role role, int count) {
        if (role != Role.ORDER && role != Role.BALANCER) {
            throw new Failure("only order and balancer run as several instances");
        }
        if (count < 1 || count > role.most()) {
            throw new Failure("between 1 and " + role.most() + " " + role.service() + " instances, please");
        }
        State before = state();
        Database database = new Database(home, before.plan());
        List<Member> started = new ArrayList<>();
        try {
            for (int number = 1; number <= count; number++) {
                if (before.member(role.service() + "-" + number)
                        .filter(Member::isAlive)
                        .isEmpty()) {
                    started.add(start(role, number, database));
                }
            }
            readiness.await(started);
        } catch (IOException | RuntimeException e) {
            started.forEach(this::stop);
            throw e instanceof RuntimeException r ? r : new Failure(e.getMessage(), e);
        }
        before.of(role).stream()
                .filter(m -> m.number() > count)
                .sorted(Comparator.comparing(Member::number).reversed())
                .forEach(member -> {
                    stop(member);
                    change(state -> state.without(member.name()));
                });
        progress.end(count + " " + role.service() + (count == 1 ? " instance" : " instances"));
        return state();
    }

    /**
     * One after the other, each only when every balancer uses the one before; a single instance of a service is replaced by a second one. An instance that is
     * told to end finishes its work first, so no request is lost. Only a balancer without a second one and an edge is missed while it restarts.
     */
    public State restart(Role role) {
        Database database = new Database(home, state().plan());
        List<Member> members = state().of(role).stream()
                .sorted(Comparator.comparing(Member::isAlive).thenComparing(Member::number))
                .toList();
        try {
            for (Member member : members) {
                boolean only = state().living().of(role).size() == 1 && member.isAlive() && role != Role.BALANCER;
                int number = only ? spare(role) : member.number();
                if (!only) {
                    progress.step("stopping " + member.name());
                    stop(member);
                }
                readiness.await(List.of(start(role, number, database)));
                progress.step("waiting until " + role.service() + "-" + number + " is used");
                readiness.awaitWhole(state().living(), USE_PATIENCE);
                if (only) {
                    progress.step("stopping " + member.name());
                    stop(member);
                    change(state -> state.without(member.name()));
                }
            }
        } catch (IOException e) {
            throw new Failure(e.getMessage(), e);
        }
        progress.end("restarted " + members.size() + " of " + role.service());
        return state();
    }

    /** The first number that no living instance has. */
    private int spare(Role role) {
        return IntStream.rangeClosed(1, role.most())
                .filter(number ->
                        state().living().member(role.service() + "-" + number).isEmpty())
                .findFirst()
                .orElseThrow(() -> new Failure("there is no room for one more " + role.service() + " instance"));
    }

    /** No new requests from now on; returns when those in work are done, or after ten seconds. */
    public void drain(String name) {
        Member member = living(name);
        AdminApi.drain(AdminApi.ofBalancers(home, state()), name);
        record(member.draining(true));
        progress.end(name + " gets no new requests");
    }

    /** Takes a drained instance back. */
    public void admit(String name) {
        Member member = living(name);
        AdminApi.admit(AdminApi.ofBalancers(home, state()), name);
        record(member.draining(false));
        progress.end(name + " gets requests again");
    }

    /** Tells an instance to end, as an operator's SIGTERM does; returns when it has. */
    public void terminate(String name) {
        stop(living(name));
    }

    /** As a power cut would. */
    public void kill(String name) {
        Member member = living(name);
        member.process().ifPresent(ProcessHandle::destroyForcibly);
        // Its memory takes a moment to go; whoever asks next shall not find it alive.
        stop(member);
        progress.end(name + " is killed");
    }

    /** As a host that hangs: its connections stay open, and nobody answers on them. */
    public void pause(String name) {
        Signal.STOP.send(living(name).process().stream().toList());
    }

    public void resume(String name) {
        Signal.CONT.send(living(name).process().stream().toList());
    }

    /** Starts an instance that has ended again; returns when it is ready. */
    public void revive(String name) {
        Member ended = state().member(name).orElseThrow(() -> new Failure("there was no instance " + name));
        if (ended.isAlive()) {
            throw new Failure(name + " runs");
        }
        try {
            readiness.await(
                    List.of(start(Role.of(ended.service()), ended.number(), new Database(home, state().plan()))));
        } catch (IOException e) {
            throw new Failure(e.getMessage(), e);
        }
    }

    /** Our own database only. {@code killed}: as a power cut would, else in order. Returns when it answers again. */
    public void restartDatabase(boolean killed) {
        Plan plan = state().plan();
        Database database = new Database(home, plan);
        if (!database.isEmbedded()) {
            throw new Failure("the database at " + database.address().host() + " is not ours to restart");
        }
        try {
            if (killed) {
                kill("database");
            }
            database.stop();
            record(Member.of("database", "database", database.start(), plan.databasePort()));
        } catch (IOException e) {
            throw new Failure(e.getMessage(), e);
        }
    }

    /** Returns when every instance is ready and every balancer uses all of them. */
    public void awaitWhole(Duration patience) {
        readiness.awaitWhole(state(), patience);
    }

    /** Every instance that runs verifies tokens of the new key before one is signed with it. */
    public Rollover.Result rotateKeys() {
        State state = state();
        List<Rollover.Verifier> verifiers = state.members().stream()
                .filter(Member::isAlive)
                .filter(m -> Role.isService(m.service()))
                .map(m -> new Rollover.Verifier(m.name(), m.service(), "http://127.0.0.1:" + m.port()))
                .toList();
        return new Rollover(home.keys(), progress).run(verifiers, state.plan().accessTokenLife());
    }

    private Member living(String name) {
        State state = state();
        return state.member(name)
                .filter(Member::isAlive)
                .orElseThrow(() -> new Failure("no instance " + name + " runs; there are "
                        + state.members().stream()
                                .filter(Member::isAlive)
                                .map(Member::name)
                                .collect(Collectors.joining(", "))));
    }

    private void stop(Member member) {
        stop(List.of(member));
    }

    private void stop(List<Member> members) {
        List<ProcessHandle> processes =
                members.stream().flatMap(m -> m.process().stream()).toList();
        processes.forEach(ProcessHandle::destroy);
        // A paused one would never hear of it.
        Signal.CONT.send(processes);
        long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
        for (ProcessHandle process : processes) {
            try {
                process.onExit().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | java.util.concurrent.ExecutionException stubborn) {
                process.destroyForcibly();
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        }
    }

    /** Everything that runs, the database last. Can be called at any time, from a shutdown hook too. */
    public synchronized void stopAll() {
        home.state().ifPresent(state -> {
            stop(state.members().stream()
                    .filter(m -> !m.name().equals("database"))
                    .toList());
            state.member("database").ifPresent(this::stop);
            stopUnrecordedDatabase(state.plan());
        });
        try {
            for (String leftover : List.of("instances", "state.json")) {
                java.nio.file.Path path = home.directory().resolve(leftover);
                if (Files.isDirectory(path)) {
                    Home.delete(path);
                } else {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            throw new Failure("cannot clean up " + home.directory() + ": " + e.getMessage(), e);
        }
    }

    /** A database that a start was waiting for when it was interrupted. */
    private void stopUnrecordedDatabase(Plan plan) {
        if (Files.exists(home.database())) {
            try {
                new Database(home, plan).stop();
            } catch (IOException e) {
                throw new Failure("cannot stop the database of " + home.directory() + ": " + e.getMessage(), e);
            }
        }
    }

    /** As {@link #stopAll}, for the end of this JVM: also what it has begun and not recorded yet. Nothing starts afterwards. */
    public void end() {
        ended = true;
        stopAll();
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    public void wipe() {
        home.wipe();
    }
}
