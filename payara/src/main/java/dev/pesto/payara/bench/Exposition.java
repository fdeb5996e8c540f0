package dev.pesto.payara.bench;

import dev.pesto.payara.cluster.Cluster;
import dev.pesto.payara.cluster.Failure;
import dev.pesto.payara.cluster.Member;
import dev.pesto.payara.cluster.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** The metrics of several instances at one moment, in the text form that Prometheus reads. */
record Exposition(List<String> texts) {

    static Exposition ofOrderInstances(Cluster cluster) {
        List<String> texts = new ArrayList<>();
        for (Member member : cluster.state().of(Role.ORDER)) {
            try (Wire wire = new Wire(member.port())) {
                Wire.Reply reply =
                        wire.call(Wire.request("GET", member.port(), "/metrics", Map.of("Accept", "text/plain"), null));
                texts.add(reply.body());
            } catch (IOException e) {
                throw new Failure(member.name() + " does not tell its metrics", e);
            }
        }
        return new Exposition(List.copyOf(texts));
    }

    /** Of a counter, over all instances; what was never counted is not there. */
    double sum(String name, String... labels) {
        return values(name, labels).sum();
    }

    /** Of the worst instance; NaN when none tells it. */
    double worst(String name, String... labels) {
        return values(name, labels).max().orElse(Double.NaN);
    }

    private DoubleStream values(String name, String... labels) {
        return texts.stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)));
    }
}
