package dev.pesto.payara.command;

import dev.pesto.payara.cluster.Cluster;
import dev.pesto.payara.cluster.Failure;
import dev.pesto.payara.cluster.Member;
import dev.pesto.payara.cluster.Plan;
import dev.pesto.payara.cluster.Role;
import dev.pesto.payara.cluster.State;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "up", description = "Start everything and stay until Ctrl-C.")
final class Up implements Runnable {
    private static final Pattern SECRET = Pattern.compile("password|secret|credential|privatekey");

    @Option(names = "--detach", description = "return when everything is ready; 'pesto down' stops it")
    private boolean detach;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "the public port; others follow from it (${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--order-instances", defaultValue = "2", description = "${DEFAULT-VALUE}")
    private int orderInstances;

    @Option(names = "--balancers", defaultValue = "1", description = "${DEFAULT-VALUE}")
    private int balancers;

    @Option(names = "--edge", description = "HAProxy with TLS before the balancers")
    private boolean edge;

    @Option(names = "--no-demo", description = "no demo catalogue and accounts")
    private boolean noDemo;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "a configuration key for every instance")
    private Map<String, String> settings = new TreeMap<>();

    @Override
    public void run() {
        check();
        Cluster cluster = Pesto.cluster();
        String database = Optional.ofNullable(System.getenv("DB_DATABASE")).orElse("pesto");
        Plan plan = new Plan(port, orderInstances, balancers, edge, !noDemo, settings, database);
        boolean running = cluster.home().state().stream()
                .flatMap(s -> s.members().stream())
                .anyMatch(Member::isAlive);
        AtomicBoolean starting = new AtomicBoolean(true);
        Thread stop = new Thread(() -> stop(cluster, starting), "stop");
        if (!running) {
            Runtime.getRuntime().addShutdownHook(stop);
        }
        State state;
        try {
            state = cluster.up(plan);
        } catch (RuntimeException e) {
            if (starting.getAndSet(false)) {
                throw e;
            }
            // Interrupted: the hook says so, and ends this JVM.
            return;
        }
        starting.set(false);
        Status.print(cluster, state);
        if (detach) {
            Runtime.getRuntime().removeShutdownHook(stop);
        } else {
            System.out.println("Ctrl-C stops it.");
            stay(cluster);
        }
    }

    private static void stop(Cluster cluster, AtomicBoolean starting) {
        boolean interrupted = starting.getAndSet(false);
        cluster.end();
        if (interrupted) {
            System.err.println("pesto: interrupted; what had been started is stopped: 'pesto up' starts again");
        }
    }

    private void check() {
        if (port < 1024 || port > 65000) {
            throw new Failure("--port is between 1024 and 65000");
        }
        if (orderInstances < 1 || orderInstances > Role.ORDER.most()) {
            throw new Failure("--order-instances is between 1 and " + Role.ORDER.most());
        }
        if (balancers < 1 || balancers > Role.BALANCER.most()) {
            throw new Failure("--balancers is between 1 and " + Role.BALANCER.most());
        }
        for (String key : settings.keySet()) {
            if (SECRET.matcher(key.toLowerCase(Locale.ROOT)).find()) {
                throw new Failure("--set " + key
                        + ": arguments can be seen by everybody on this machine; give secrets in the" + " environment ("
                        + key.toUpperCase(Locale.ROOT).replace('.', '_') + ")");
            }
        }
    }

    /** Until somebody says down elsewhere, or Ctrl-C. */
    private static void stay(Cluster cluster) {
        Set<String> dead = new HashSet<>();
        while (true) {
            Optional<State> state = cluster.home().state();
            if (state.isEmpty()) {
                return;
            }
            for (Member member : state.get().members()) {
                if (member.isAlive()) {
                    dead.remove(member.name());
                } else if (dead.add(member.name())) {
                    System.err.println(
                            member.name() + " has ended; see " + cluster.home().log(member.name()));
                }
            }
            LockSupport.parkNanos(1_000_000_000L);
        }
    }
}
