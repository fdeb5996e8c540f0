package dev.pesto.payara.command;

import dev.pesto.payara.bench.Figures;
import dev.pesto.payara.bench.OrdersBench;
import dev.pesto.payara.cluster.Cluster;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "orders",
        description =
                "Orders through the balancer, beside a bare loop of the same locks and inserts on the same database.",
        mixinStandardHelpOptions = true)
final class BenchOrders implements Callable<Integer> {
    @Mixin
    private BenchCluster own;

    @Option(names = "--rounds", defaultValue = "4", description = "${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "8", description = "for each figure of a round (${DEFAULT-VALUE})")
    private int seconds;

    @Override
    public Integer call() {
        Cluster cluster = own.start(OrdersBench.ORDER_INSTANCES, OrdersBench.settings());
        Figures figures = new Figures();
        return own.show(
                figures, new OrdersBench(cluster, rounds, Duration.ofSeconds(seconds), own.progress(), figures)::run);
    }
}
