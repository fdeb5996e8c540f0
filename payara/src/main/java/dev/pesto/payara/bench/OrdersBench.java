package dev.pesto.payara.bench;

import dev.pesto.payara.cluster.Cluster;
import dev.pesto.payara.cluster.Member;
import dev.pesto.payara.cluster.Progress;
import dev.pesto.payara.proof.Market;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Orders through the balancer, beside the bare loop on the same database. */
public final class OrdersBench {
    public static final int ORDER_INSTANCES = 2;

    private static final int PRODUCTS = 1_000;
    private static final int CLIENTS = 16;
    private static final int CROWD = 64;
    private static final int WANTED = 40;
    private static final int BASKET = 10;
    private static final Duration PIECE = Duration.ofSeconds(10);
    private static final String RATE = "orders/s";

    private final Cluster cluster;
    private final int rounds;
    private final Duration time;
    private final Progress progress;
    private final Figures figures;

    /** Nothing is started yet; {@code time} is that of one figure in one round. */
    public OrdersBench(Cluster cluster, int rounds, Duration time, Progress progress, Figures figures) {
        this.cluster = cluster;
        this.rounds = rounds;
        this.time = time;
        this.progress = progress;
        this.figures = figures;
    }

    /** What the cluster has to be started with: nobody is refused for coming too often. */
    public static Map<String, String> settings() {
        return Map.of(
                "pesto.limits.default",
                "off",
                "pesto.limits.orders",
                "off",
                "pesto.limits.auth",
                "off",
                "pesto.tokens.access",
                "PT1H");
    }

    public void run() {
        progress.step("registering buyers and " + PRODUCTS + " products");
        Shop shop = new Shop(cluster, CLIENTS, PRODUCTS);
        contended(shop);
        try (BareLoop bare = new BareLoop(cluster.databaseAddress(), CLIENTS, PRODUCTS)) {
            bare.run(PRODUCTS, Duration.ofSeconds(5));
            compare(shop, bare, PRODUCTS, PRODUCTS + " products");
            compare(shop, bare, 1, "one product");
        }
    }

    private void compare(Shop shop, BareLoop bare, int products, String name) {
        String table = "Orders of one line, " + name + ", " + CLIENTS + " at once";
        Function<Random, List<Market.Product>> baskets =
                random -> List.of(shop.products().get(random.nextInt(products)));
        progress.step(table + ": warming up");
        WarmUp.run(() -> OrderLoad.run(shop, CLIENTS, PIECE, baskets).perSecond());
        List<Double> bares = new ArrayList<>();
        List<Double> placed = new ArrayList<>();
        Latencies latencies = new Latencies();
        Map<String, List<Double>> cpu = new TreeMap<>();
        for (int round = 1; round <= rounds; round++) {
            progress.step(table + ": round " + round + " of " + rounds);
            bares.add(bare.run(products, time));
            Map<String, Double> before = cpuSeconds();
            OrderLoad load = OrderLoad.run(shop, CLIENTS, time, baskets);
            cpuSeconds().forEach((who, seconds) -> cpu.computeIfAbsent(who, unused -> new ArrayList<>())
                    .add((seconds - before.get(who)) * 1e3 / load.statuses().of(201)));
            if (!load.statuses().areAll(201)) {
                figures.invalid(table + ": answered " + load.statuses());
            }
            placed.add(load.perSecond());
            latencies.addAll(load.latencies());
        }
        figures.add(table, "bare loop", RATE, Spread.of(bares));
        figures.add(table, "Pesto", RATE, Spread.of(placed));
        figures.add(table, "Pesto / bare loop", RATE, Spread.ofRatios(placed, bares));
        figures.add(table, "Pesto", "p50 ms", latencies.millisAt(0.5));
        figures.add(table, "Pesto", "p99 ms", latencies.millisAt(0.99));
        cpu.forEach((who, millis) -> figures.add(
                table, "Pesto", "CPU ms/order, " + who, Spread.of(millis).median()));
    }

    /** Of all processes of a service together. */
    private Map<String, Double> cpuSeconds() {
        Map<String, List<Long>> services = cluster.state().members().stream()
                .collect(Collectors.groupingBy(Member::service, Collectors.mapping(Member::pid, Collectors.toList())));
        Map<String, Double> seconds = new TreeMap<>();
        services.forEach((service, pids) -> seconds.put(service, CpuTime.of(pids)));
        return seconds;
    }

    /** First, so that the instances' lock waits are those of this mix. */
    private void contended(Shop shop) {
        String table =
                "Baskets of " + BASKET + " out of " + WANTED + " products in random order, " + CROWD + " at once";
        Function<Random, List<Market.Product>> baskets = random -> {
            List<Market.Product> all = new ArrayList<>(shop.products().subList(0, WANTED));
            Collections.shuffle(all, random);
            return all.subList(0, BASKET);
        };
        progress.step(table + ": warming up");
        WarmUp.run(() -> OrderLoad.run(shop, CROWD, PIECE, baskets).perSecond());
        Exposition before = Exposition.ofOrderInstances(cluster);
        progress.step(table);
        OrderLoad load = OrderLoad.run(shop, CROWD, time.multipliedBy(rounds), baskets);
        Exposition after = Exposition.ofOrderInstances(cluster);
        long placed = load.statuses().of(201);
        long refused = load.statuses().of(OrderLoad.CONTENTION);
        if (placed == 0 || placed + refused != load.statuses().all()) {
            figures.invalid(table + ": answered " + load.statuses());
        }
        figures.add(table, "Pesto", RATE, load.perSecond());
        figures.add(table, "Pesto", "p50 ms", load.latencies().millisAt(0.5));
        figures.add(table, "Pesto", "p99 ms", load.latencies().millisAt(0.99));
        figures.add(table, "Pesto", "refused per 1000", 1000.0 * refused / (placed + refused));
        figures.add(table, "Pesto", "deadlocks per 1000", 1000 * grown(before, after, "deadlock") / placed);
        figures.add(table, "Pesto", "lock timeouts per 1000", 1000 * grown(before, after, "lock_timeout") / placed);
        // Payara tells a timer's quantiles in nanoseconds, whatever the name says.
        double wait = after.worst("pesto_lock_wait_seconds", "for=\"stock\"", "quantile=\"0.99\"");
        figures.add(table, "Pesto", "lock wait p99 ms", wait / 1e6);
    }

    private static double grown(Exposition before, Exposition after, String cause) {
        String label = "cause=\"" + cause + "\"";
        return after.sum("pesto_setbacks_total", label) - before.sum("pesto_setbacks_total", label);
    }
}
