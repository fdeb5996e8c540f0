package dev.pesto.payara.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Waits until instances can be used, and says why when they cannot. */
final class Readiness {
    private static final Duration START_PATIENCE = Duration.ofMinutes(4);

    private final Home home;
    private final Progress progress;

    Readiness(Home home, Progress progress) {
        this.home = home;
        this.progress = progress;
    }

    void await(List<Member> started) {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        List<Member> waiting = new ArrayList<>(started);
        while (!waiting.isEmpty()) {
            progress.step(
                    "waiting for " + waiting.stream().map(Member::name).sorted().collect(Collectors.joining(", ")));
            for (Member member : List.copyOf(waiting)) {
                if (!member.isAlive()) {
                    throw new Failure(member.name() + " has ended at start: " + lastWords(member.name()) + " (see "
                            + home.log(member.name()) + ")");
                }
                if (failedToDeploy(member.name())) {
                    throw new Failure(
                            member.name() + " could not deploy its application: see " + home.log(member.name()));
                }
                if (Probe.isReady(member.port())) {
                    waiting.remove(member);
                }
            }
            if (!waiting.isEmpty() && System.nanoTime() > deadline) {
                throw new Failure(waiting.get(0).name() + " is not ready after " + START_PATIENCE.toSeconds()
                        + " s: see " + home.log(waiting.get(0).name()));
            }
            LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
        }
    }

    /** Until every member is ready and every balancer sends requests to all of them. */
    void awaitWhole(State state, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Map<String, AdminApi> balancers = AdminApi.ofBalancers(home, state);
        Set<String> lacking = lacking(state, balancers);
        while (!lacking.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new Failure("not whole after " + patience.toSeconds() + " s: " + String.join("; ", lacking));
            }
            LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
            lacking = lacking(state, balancers);
        }
    }

    private static Set<String> lacking(State state, Map<String, AdminApi> balancers) {
        Set<String> lacking = new HashSet<>();
        Set<String> served = new HashSet<>();
        for (Role role : Role.values()) {
            for (Member member : state.of(role)) {
                if (!member.isAlive() || !Probe.isReady(member.port())) {
                    lacking.add(member.name() + " is not ready");
                }
                if (role != Role.BALANCER) {
                    served.add(member.name());
                }
            }
        }
        if (state.plan().edge()) {
            lacking.addAll(Edge.lacking(state));
        }
        if (lacking.isEmpty()) {
            balancers.forEach((balancer, api) -> {
                try {
                    served.stream()
                            .filter(Predicate.not(used(api)::contains))
                            .forEach(name -> lacking.add(balancer + " does not use " + name));
                } catch (Failure notYet) {
                    lacking.add(balancer + ": " + notYet.getMessage());
                }
            });
        }
        return lacking;
    }

    private static Set<String> used(AdminApi api) {
        Set<String> up = new HashSet<>();
        for (JsonNode item : api.instances()) {
            if (item.path("state").asText().equals("UP")) {
                up.add(item.path("name").asText());
            }
        }
        return up;
    }

    /** The server itself goes on without the application, for ever. */
    private boolean failedToDeploy(String name) {
        try {
            return Files.exists(home.log(name))
                    && Files.readString(home.log(name), StandardCharsets.ISO_8859_1)
                            .contains("Exception while loading the app");
        } catch (IOException e) {
            return false;
        }
    }

    private String lastWords(String name) {
        try {
            List<String> lines = Files.readAllLines(home.log(name), StandardCharsets.ISO_8859_1);
            String line = lines.isEmpty() ? "no output" : lines.get(lines.size() - 1);
            return line.length() > 200 ? line.substring(0, 200) + "…" : line;
        } catch (IOException e) {
            return "no log";
        }
    }
}
