package dev.pesto.payara.bench;

import dev.pesto.payara.bench.BalancerBench.Course;
import dev.pesto.payara.cluster.Cluster;
import dev.pesto.payara.cluster.Member;
import dev.pesto.payara.cluster.Progress;
import dev.pesto.payara.cluster.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** What checking a token and counting a request cost, before a constant answer: CPU time of the balancers, and of the members that hold the buckets. */
final class CheckCosts {
    private static final String NONE = "no token";
    private static final String ONE = "one caller";
    private static final String MANY = "2000 callers";
    private static final int CALLERS = 2_000;
    private static final int NEW = 3_000;
    private static final Duration TIME = Duration.ofSeconds(3);
    private static final String OFF = "off";
    /** As it is by default: of two thousand callers none comes near. */
    private static final String USUAL = "300/60s";
    /** Too small for a request on credit, and more than one of two thousand callers sends: each one is a question to the grid. */
    private static final String ASKED = "74/1s";

    private final Cluster cluster;
    private final Course course;
    private final Progress progress;
    private final Figures figures;
    private final Wrk wrk;
    private final String path;
    private final Limits limits;
    private final AccessTokens tokens;
    private final List<String> callers;

    private record Cost(double balancers, double others) {}

    CheckCosts(Cluster cluster, Course course, Progress progress, Figures figures, Path directory, String path) {
        this.cluster = cluster;
        this.course = course;
        this.progress = progress;
        this.figures = figures;
        this.wrk = new Wrk(directory);
        this.path = path;
        this.limits = new Limits(cluster.home());
        this.tokens = new AccessTokens(cluster.home().keys());
        progress.step("cost of checks: signing tokens of " + CALLERS + " callers");
        this.callers = tokens.make(CALLERS);
    }

    /** @param one headers of one caller */
    void run(Map<String, String> one) {
        with("1 balancer", one);
        firstSight();
        progress.step("starting a second balancer");
        cluster.scale(Role.BALANCER, 2);
        with("2 balancers", one);
    }

    private void with(String balancers, Map<String, String> one) {
        Target anonymous = Target.balancers(cluster, path, Map.of());
        Target named = Target.balancers(cluster, path, one);
        Answers.awaitConstant(named);
        progress.step("cost of checks, " + balancers + ": warming up");
        wrk.warmUp(named);
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        for (int round = 1; round <= course.rounds(); round++) {
            progress.step("cost of checks, " + balancers + ": round " + round + " of " + course.rounds());
            limits.set(OFF, named);
            measure(costs, NONE + ", off", anonymous, List.of());
            measure(costs, ONE + ", off", named, List.of());
            measure(costs, MANY + ", off", named, callers);
            limits.set(Limits.UNREACHED, named);
            measure(costs, NONE + ", on", anonymous, List.of());
            measure(costs, ONE + ", on", named, List.of());
            limits.set(USUAL, named);
            measure(costs, MANY + ", on", named, callers);
            limits.set(ASKED, named);
            measure(costs, MANY + ", always asked", named, callers);
        }
        String table = "CPU us/req, " + balancers + ", limits off and on";
        costs.forEach((row, list) -> {
            figures.add(
                    table,
                    row,
                    "balancers",
                    Spread.of(values(list, Cost::balancers)).median());
            figures.add(
                    table,
                    row,
                    "other members",
                    Spread.of(values(list, Cost::others)).median());
        });
        difference(costs, balancers, "a known token", ONE + ", off", NONE + ", off");
        difference(costs, balancers, "a limit, no token", NONE + ", on", NONE + ", off");
        difference(costs, balancers, "a limit, one caller", ONE + ", on", ONE + ", off");
        difference(costs, balancers, "a limit, 2000 callers", MANY + ", on", MANY + ", off");
        difference(costs, balancers, "a limit, 2000 callers, always asked", MANY + ", always asked", MANY + ", off");
    }

    private void difference(Map<String, List<Cost>> costs, String balancers, String what, String with, String without) {
        String table = "Cost of one check, CPU us, " + balancers;
        figures.add(table, what, "balancers", added(costs.get(with), costs.get(without), Cost::balancers));
        figures.add(table, what, "other members", added(costs.get(with), costs.get(without), Cost::others));
    }

    private static Spread added(List<Cost> with, List<Cost> without, ToDoubleFunction<Cost> part) {
        return Spread.ofDifferences(values(with, part), values(without, part));
    }

    private static List<Double> values(List<Cost> costs, ToDoubleFunction<Cost> part) {
        return costs.stream().map(part::applyAsDouble).toList();
    }

    private void measure(Map<String, List<Cost>> costs, String row, Target target, List<String> bearers) {
        double before = CpuTime.of(target.pids());
        double othersBefore = CpuTime.of(others());
        Wrk.Result result = wrk.run(target, TIME, bearers);
        double own = CpuTime.of(target.pids()) - before;
        double others = CpuTime.of(others()) - othersBefore;
        if (result.failed() > 0) {
            figures.invalid("cost of checks, " + row + ": failed " + result.failed() + " of " + result.requests());
        }
        costs.computeIfAbsent(row, unused -> new ArrayList<>())
                .add(new Cost(own * 1e6 / result.requests(), others * 1e6 / result.requests()));
    }

    /** They hold buckets too: what the balancers ask, these answer. */
    private List<Long> others() {
        Predicate<Member> balancer = member -> member.service().equals(Role.BALANCER.service());
        return cluster.state().members().stream()
                .filter(balancer.negate())
                .filter(member -> !member.service().equals("database"))
                .map(Member::pid)
                .toList();
    }

    /** The same calls twice: the first time each token is new to the balancer and its signature has to be verified. */
    private void firstSight() {
        progress.step("cost of checks: tokens that are new");
        Target target = Target.balancers(cluster, path, Map.of());
        limits.set(OFF, target);
        List<Double> added = new ArrayList<>();
        for (int round = 0; round < course.rounds(); round++) {
            List<String> fresh = tokens.make(NEW);
            double first = perCall(target, fresh);
            added.add(first - perCall(target, fresh));
        }
        figures.add("Cost of one check, CPU us, 1 balancer", "a new token", "balancers", Spread.of(added));
    }

    private double perCall(Target target, List<String> bearers) {
        double before = CpuTime.of(target.pids());
        Statuses statuses = Calls.each(target, bearers);
        if (!statuses.areAll(200)) {
            figures.invalid("cost of checks, new tokens: answered " + statuses);
        }
        return (CpuTime.of(target.pids()) - before) * 1e6 / bearers.size();
    }
}
