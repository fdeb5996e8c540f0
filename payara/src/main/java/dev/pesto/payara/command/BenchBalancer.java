package dev.pesto.payara.command;

import dev.pesto.payara.bench.BalancerBench;
import dev.pesto.payara.bench.Figures;
import dev.pesto.payara.cluster.Cluster;
import dev.pesto.payara.cluster.Program;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "balancer",
        description = "The balancer beside HAProxy, before order instances and before a constant answer.",
        mixinStandardHelpOptions = true)
final class BenchBalancer implements Callable<Integer> {
    @Mixin
    private BenchCluster own;

    @Option(names = "--rounds", defaultValue = "4", description = "${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "5", description = "for each figure of a round (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--rate",
            defaultValue = "1000",
            description = "requests a second for the added latency (${DEFAULT-VALUE})")
    private int rate;

    @Override
    public Integer call() {
        Program.WRK.require();
        Program.HAPROXY.require();
        Cluster cluster = own.start(BalancerBench.ORDER_INSTANCES, BalancerBench.settings(own.port()));
        Figures figures = new Figures();
        return own.show(
                figures,
                new BalancerBench(cluster, new BalancerBench.Course(rounds, seconds, rate), own.progress(), figures)
                        ::run);
    }
}
