package dev.pesto.payara.bench;

import dev.pesto.payara.bench.BalancerBench.Course;
import dev.pesto.payara.cluster.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two doors before the same instances: as many requests as they take, then a steady stream for the time that each adds. */
final class Comparison {
    /** Of what the slower door takes before these instances: above, latency is that of a queue, whoever stands before it. */
    private static final double SHARE = 0.4;

    private static final double ADDED_MILLIS = 2;
    private static final String REQUESTS = "req/s";
    private static final String CPU = "CPU us/req";

    private final Course course;
    private final Progress progress;
    private final Figures figures;
    private final Wrk wrk;

    private record Sample(double perSecond, double cpuMicros) {}

    Comparison(Course course, Progress progress, Figures figures, Path directory) {
        this.course = course;
        this.progress = progress;
        this.figures = figures;
        this.wrk = new Wrk(directory);
    }

    /** @param least the part of HAProxy's throughput that was asked for */
    void run(String upstream, double least, Target pesto, Target haproxy, Target direct) {
        progress.step("warming up: " + upstream);
        wrk.warmUp(pesto);
        wrk.run(haproxy, Duration.ofSeconds(2));
        double most = saturate("Throughput before " + upstream, least, pesto, haproxy);
        int rate = (int) Math.min(course.perSecond(), most * SHARE);
        steady("Latency at " + rate + " req/s before " + upstream, rate, pesto, haproxy, direct);
    }

    /** Returns how many requests a second the slower one takes. */
    private double saturate(String table, double least, Target pesto, Target haproxy) {
        Map<Target, List<Sample>> samples = new HashMap<>();
        for (int round = 1; round <= course.rounds(); round++) {
            progress.step(table + ": round " + round + " of " + course.rounds());
            for (Target target : List.of(pesto, haproxy)) {
                samples.computeIfAbsent(target, unused -> new ArrayList<>()).add(sample(table, target));
            }
        }
        for (Target target : List.of(pesto, haproxy)) {
            figures.add(table, target.name(), REQUESTS, Spread.of(rates(samples.get(target))));
            figures.add(table, target.name(), CPU, Spread.of(costs(samples.get(target))));
        }
        Spread ratio = Spread.ofRatios(rates(samples.get(pesto)), rates(samples.get(haproxy)));
        figures.add(table, "Pesto / HAProxy", REQUESTS, ratio);
        figures.add(
                table, "Pesto / HAProxy", CPU, Spread.ofRatios(costs(samples.get(pesto)), costs(samples.get(haproxy))));
        figures.target(table + ", at least " + least + " of HAProxy", ratio.median(), ratio.median() >= least);
        return Math.min(
                Spread.of(rates(samples.get(pesto))).median(),
                Spread.of(rates(samples.get(haproxy))).median());
    }

    private static List<Double> rates(List<Sample> samples) {
        return samples.stream().map(Sample::perSecond).toList();
    }

    private static List<Double> costs(List<Sample> samples) {
        return samples.stream().map(Sample::cpuMicros).toList();
    }

    private Sample sample(String table, Target target) {
        Answers.require(target);
        double before = CpuTime.of(target.pids());
        Wrk.Result result = wrk.run(target, course.time());
        double cpu = CpuTime.of(target.pids()) - before;
        if (result.failed() > 0) {
            figures.invalid(table + ": " + target.name() + " failed " + result.failed() + " of " + result.requests());
        }
        return new Sample(result.perSecond(), cpu * 1e6 / result.requests());
    }

    private void steady(String table, int rate, Target pesto, Target haproxy, Target direct) {
        List<Target> targets = new ArrayList<>(List.of(direct, haproxy, pesto));
        Map<Target, List<Double>> medians = new HashMap<>();
        Map<Target, List<Double>> tails = new HashMap<>();
        for (int round = 1; round <= course.rounds(); round++) {
            progress.step(table + ": round " + round + " of " + course.rounds());
            for (Target target : targets) {
                SteadyLoad load = SteadyLoad.run(target, rate, course.time());
                if (!load.statuses().areAll(200)) {
                    figures.invalid(table + ": " + target.name() + " answered " + load.statuses());
                }
                medians.computeIfAbsent(target, unused -> new ArrayList<>())
                        .add(load.latencies().millisAt(0.5));
                tails.computeIfAbsent(target, unused -> new ArrayList<>())
                        .add(load.latencies().millisAt(0.99));
            }
            // Whoever comes first pays for what the round before has left.
            targets.add(targets.remove(0));
        }
        for (Target target : List.of(direct, haproxy, pesto)) {
            figures.add(table, target.name(), "p50 ms", Spread.of(medians.get(target)));
            figures.add(table, target.name(), "p99 ms", Spread.of(tails.get(target)));
        }
        for (Target target : List.of(haproxy, pesto)) {
            String row = "added by " + target.name();
            figures.add(table, row, "p50 ms", Spread.ofDifferences(medians.get(target), medians.get(direct)));
            Spread added = Spread.ofDifferences(tails.get(target), tails.get(direct));
            figures.add(table, row, "p99 ms", added);
            if (target.equals(pesto)) {
                figures.target(table + ", ms added at p99, less than 2", added.median(), added.median() < ADDED_MILLIS);
            }
        }
    }
}
