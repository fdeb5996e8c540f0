package dev.pesto.payara.bench;

import dev.pesto.commons.keys.KeyFiles;
import dev.pesto.commons.keys.ServiceTokens;
import dev.pesto.payara.cluster.Cluster;
import dev.pesto.payara.cluster.Member;
import dev.pesto.payara.cluster.Progress;
import dev.pesto.payara.cluster.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Pesto's balancer and HAProxy before the same instances, in turns. */
public final class BalancerBench {
    /** An order can be read from every instance; two are what {@code up} starts. */
    public static final int ORDER_INSTANCES = 2;

    private final Cluster cluster;
    private final Course course;
    private final Progress progress;
    private final Figures figures;

    /**
     * How much is measured.
     *
     * @param perSecond requests of the steady load
     */
    public record Course(int rounds, int seconds, int perSecond) {
        Duration time() {
            return Duration.ofSeconds(seconds);
        }
    }

    public BalancerBench(Cluster cluster, Course course, Progress progress, Figures figures) {
        this.cluster = cluster;
        this.course = course;
        this.progress = progress;
        this.figures = figures;
    }

    /** What the cluster has to be started with. */
    public static Map<String, String> settings(int port) {
        Map<String, String> settings = new HashMap<>(Limits.HIGH);
        settings.put("pesto.tokens.access", "PT1H");
        settings.put(
                "pesto.balancer.instances",
                Proxies.constantInstances(port).stream()
                        .map(instance -> "constant-" + instance + "@127.0.0.1:" + instance + "/order")
                        .collect(Collectors.joining(",")));
        return settings;
    }

    public void run() {
        progress.step("registering a buyer, and placing the order that is read");
        Shop shop = new Shop(cluster, 1, 1);
        String path = shop.order();
        int port = cluster.state().plan().port();
        Proxies proxies = new Proxies(cluster.home(), port);
        String token = serviceToken();
        List<Member> orders = cluster.state().of(Role.ORDER);
        List<Integer> orderPorts = orders.stream().map(Member::port).toList();
        Process haproxy = proxies.before(orderPorts, token);
        Process constant = null;
        try {
            Map<String, String> headers = Shop.authorization(shop.customers().get(0));
            Target pesto = Target.balancers(cluster, path, headers);
            Comparison comparison = new Comparison(course, progress, figures, proxies.directory());
            comparison.run(
                    "order instances",
                    0.5,
                    pesto,
                    new Target("HAProxy", List.of(proxies.ordersPort()), path, headers, List.of(haproxy.pid())),
                    direct(orderPorts, path, headers, token));
            progress.step("draining the order instances: the constant upstream takes their place");
            constant = proxies.constant();
            orders.forEach(member -> cluster.drain(member.name()));
            Answers.awaitConstant(pesto);
            comparison.run(
                    "a constant answer",
                    0.3,
                    pesto,
                    new Target("HAProxy", List.of(proxies.constantPort()), path, headers, List.of(haproxy.pid())),
                    direct(Proxies.constantInstances(port), path, headers, token));
            new CheckCosts(cluster, course, progress, figures, proxies.directory(), path).run(headers);
        } finally {
            Proxies.stop(haproxy);
            if (constant != null) {
                Proxies.stop(constant);
            }
        }
    }

    private static Target direct(List<Integer> ports, String path, Map<String, String> headers, String token) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(ServiceTokens.HEADER, token);
        return new Target("direct", ports, "/order" + path, all, List.of());
    }

    /** As a balancer makes one, but of tomorrow: instances look at its end, which otherwise would come during the bench. */
    private String serviceToken() {
        return ServiceTokens.mint(
                KeyFiles.readKey(cluster.home().keys().resolve(KeyFiles.ofService("balancer"))),
                Role.ORDER.service(),
                Instant.now().plus(Duration.ofDays(1)));
    }
}
