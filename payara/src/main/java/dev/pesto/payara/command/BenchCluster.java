package dev.pesto.payara.command;

import dev.pesto.payara.bench.Figures;
import dev.pesto.payara.cluster.Cluster;
import dev.pesto.payara.cluster.Failure;
import dev.pesto.payara.cluster.Home;
import dev.pesto.payara.cluster.Plan;
import dev.pesto.payara.cluster.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What all benchmarks have in common: a cluster that is there for them alone, and how they tell their figures. */
final class BenchCluster {
    @Option(
            names = "--port",
            defaultValue = "9280",
            description = "the public port; others follow from it (${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--csv", paramLabel = "FILE", description = "write the figures there as well, for programs")
    private Path csv;

    private final Progress progress = new Progress(System.err, Boolean.getBoolean("pesto.terminal"));

    int port() {
        return port;
    }

    Progress progress() {
        return progress;
    }

    /** It is taken away at the end of this JVM, however that comes; what an earlier one has left that was killed itself, before. */
    Cluster start(int orderInstances, Map<String, String> settings) {
        Cluster cluster = new Cluster(
                new Home(Pesto.home().directory().resolveSibling(".pesto-bench")), Pesto.distribution(), progress);
        cluster.stopAll();
        cluster.wipe();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> clean(cluster), "clean"));
        String database = Optional.ofNullable(System.getenv("DB_DATABASE")).orElse("pesto_bench");
        cluster.upWithNewDatabase(new Plan(port, orderInstances, 1, false, false, settings, database));
        return cluster;
    }

    private static void clean(Cluster cluster) {
        cluster.end();
        cluster.dropNewDatabase();
        cluster.wipe();
    }

    /** Measures, and shows what there is even when it breaks off. The exit code: figures that are not to be used are a failure. */
    int show(Figures figures, Runnable measuring) {
        try {
            measuring.run();
        } catch (Failure e) {
            figures.invalid("broken off: " + e.getMessage());
        }
        progress.end("measured");
        figures.print(System.out);
        if (csv != null) {
            try {
                figures.write(csv);
            } catch (IOException e) {
                throw new Failure("cannot write " + csv + ": " + e.getMessage(), e);
            }
        }
        return figures.areValid() ? 0 : 1;
    }
}
