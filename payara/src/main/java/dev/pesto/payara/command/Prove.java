package dev.pesto.payara.command;

import dev.pesto.payara.cluster.Cluster;
import dev.pesto.payara.cluster.Distribution;
import dev.pesto.payara.cluster.Failure;
import dev.pesto.payara.cluster.Home;
import dev.pesto.payara.cluster.Plan;
import dev.pesto.payara.cluster.Progress;
import dev.pesto.payara.proof.Course;
import dev.pesto.payara.proof.Proof;
import dev.pesto.payara.proof.Report;
import dev.pesto.payara.proof.Sabotage;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "prove",
        description = "Pull plugs under load in a cluster of its own, and compare every promise with the database.")
final class Prove implements Callable<Integer> {
    private static final int ORDER_INSTANCES = 3;
    private static final int BALANCERS = 2;

    @Option(names = "--minutes", defaultValue = "10", description = "of load (${DEFAULT-VALUE})")
    private double minutes;

    @Option(names = "--seed", description = "what is done and what is pulled follows from it; at random when absent")
    private Long seed;

    @Option(
            names = "--port",
            defaultValue = "9080",
            description = "the public port; others follow from it (${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--report",
            defaultValue = "proof.json",
            description = "what it has shown, for programs (${DEFAULT-VALUE})")
    private Path report;

    @Option(
            names = "--sabotage",
            description = "take out ${COMPLETION-CANDIDATES} of a copy, and show that it is noticed")
    private Sabotage sabotage;

    @Option(
            names = "--database-restart",
            description = "a command that restarts the database of DB_HOST; without it that database is not restarted")
    private String databaseRestart;

    @Override
    public Integer call() {
        Home home = new Home(Pesto.home().directory().resolveSibling(".pesto-proof"));
        Distribution whole = Pesto.distribution();
        Progress progress = new Progress(System.err, Boolean.getBoolean("pesto.terminal"));
        // What an earlier one has left that was killed itself.
        new Cluster(home, whole, progress).stopAll();
        new Cluster(home, whole, progress).wipe();
        Distribution distribution =
                sabotage == null ? whole : sabotage.of(whole, home.directory().resolve("sabotaged"));
        Cluster cluster = new Cluster(home, distribution, progress);
        Thread cleaning = new Thread(() -> clean(cluster), "clean");
        Runtime.getRuntime().addShutdownHook(cleaning);
        String database = Optional.ofNullable(System.getenv("DB_DATABASE")).orElse("pesto_proof");
        Map<String, String> settings = Map.of(
                "pesto.limits.default",
                "off",
                "pesto.limits.orders",
                "off",
                "pesto.limits.auth",
                "off",
                "pesto.payment.hold",
                "PT20S");
        cluster.upWithNewDatabase(new Plan(port, ORDER_INSTANCES, BALANCERS, false, false, settings, database));
        if (sabotage != null) {
            sabotage.of(cluster.databaseAddress());
        }
        Report shown = new Proof(cluster, course(), progress).run();
        progress.end("the verdict is there");
        shown.print(System.out);
        try {
            shown.write(report);
        } catch (IOException e) {
            throw new Failure("cannot write " + report + ": " + e.getMessage(), e);
        }
        return shown.holds() ? 0 : 1;
    }

    private Course course() {
        long chosen = seed == null ? new SecureRandom().nextInt(1_000_000) : seed;
        Duration time = Duration.ofMillis(Math.round(minutes * 60_000));
        List<String> restart = databaseRestart == null ? List.of() : List.of("sh", "-c", databaseRestart);
        Course course = Course.of(chosen, time, restart);
        return sabotage == null ? course : course.withoutFaults();
    }

    private static void clean(Cluster cluster) {
        cluster.end();
        cluster.dropNewDatabase();
        cluster.wipe();
    }
}
