package dev.pesto.payara.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * HAProxy before the balancers, with the file that an operator deploys: only addresses are filled in, and a certificate that this machine makes for itself. Every
 * balancer that may ever run is named in it, so that more or fewer of them need no reload; those that do not run are found out by their health checks.
 */
final class Edge {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private final Home home;
    private final Plan plan;

    Edge(Home home, Plan plan) {
        this.home = home;
        this.plan = plan;
    }

    static boolean isInstalled() {
        return Program.HAPROXY.find().isPresent();
    }

    Member start() throws IOException {
        Path directory = home.directory().resolve("edge");
        Path template = Path.of(System.getProperty("pesto.haproxy", "haproxy/haproxy.cfg"));
        Files.createDirectories(directory.resolve("problems"));
        try (Stream<Path> problems = Files.list(template.resolveSibling("problems"))) {
            for (Path problem : problems.toList()) {
                Path copy = directory.resolve("problems").resolve(problem.getFileName());
                Files.copy(problem, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        new Certificate(directory).create();
        Path configuration = directory.resolve("haproxy.cfg");
        Files.writeString(configuration, filledIn(Files.readString(template)));
        return Member.of(
                "edge", "edge", Haproxy.start(configuration, home.log("edge")).toHandle(), plan.port());
    }

    String filledIn(String template) {
        String servers = IntStream.rangeClosed(1, Role.BALANCER.most())
                .mapToObj(n -> "    server balancer-" + n + " 127.0.0.1:" + Role.BALANCER.port(n, plan.port(), true)
                        + " check")
                .collect(Collectors.joining("\n"));
        // The second first: it may read as one of those that are filled in.
        return template.replaceAll("(?m)^    server balancer-2 .*\\R", "")
                .replaceAll("(?m)^    server balancer-1 .*$", servers)
                .replace("bind :8443", "bind 127.0.0.1:" + plan.port())
                .replace("bind 127.0.0.1:8405", "bind 127.0.0.1:" + plan.edgeStatusPort());
    }

    /** What keeps the edge from sending requests to every living balancer and to no other. */
    static Set<String> lacking(State state) {
        Set<String> up;
        try {
            up = up(state.plan());
        } catch (IOException notYet) {
            return Set.of("edge does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
        Set<String> living =
                state.living().of(Role.BALANCER).stream().map(Member::name).collect(Collectors.toSet());
        Set<String> lacking = new HashSet<>();
        living.stream().filter(name -> !up.contains(name)).forEach(name -> lacking.add("edge does not use " + name));
        up.stream().filter(name -> !living.contains(name)).forEach(name -> lacking.add("edge still uses " + name));
        return lacking;
    }

    private static Set<String> up(Plan plan) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + plan.edgeStatusPort() + "/;csv"))
                .timeout(Duration.ofSeconds(2))
                .build();
        List<String> lines =
                HTTP.send(request, HttpResponse.BodyHandlers.ofLines()).body().toList();
        int status = List.of(lines.get(0).split(",", -1)).indexOf("status");
        return lines.stream()
                .map(line -> line.split(",", -1))
                .filter(fields -> fields[0].equals("balancers") && fields[1].startsWith("balancer-"))
                .filter(fields -> fields[status].startsWith("UP"))
                .map(fields -> fields[1])
                .collect(Collectors.toSet());
    }
}
