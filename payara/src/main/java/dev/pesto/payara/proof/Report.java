package dev.pesto.payara.proof;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.pesto.payara.cluster.Cluster;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a proof has shown.
 *
 * @param longestWithoutServiceMillis the longest time after a fault in which no keyed request of any client was decided
 * @param slowestKeyMillis the longest time from the first try of one key to its decision
 */
public record Report(
        boolean holds,
        long seed,
        long seconds,
        String database,
        int clients,
        int checkpoints,
        Map<String, Long> counts,
        List<Faults.Pulled> pulled,
        long longestWithoutServiceMillis,
        long slowestKeyMillis,
        Map<String, Long> violations,
        List<String> details) {

    static Report of(
            Course course, Cluster cluster, Timeline timeline, Faults faults, Findings findings, int checkpoints) {
        return new Report(
                findings.areNone(),
                course.seed(),
                timeline.seconds(),
                cluster.state().database().vendor(),
                course.clients(),
                checkpoints,
                timeline.counts(),
                faults.pulled(),
                faults.pulled().stream()
                        .mapToLong(Faults.Pulled::withoutServiceMillis)
                        .max()
                        .orElse(0),
                timeline.slowestKeyMillis(),
                findings.counts(),
                findings.details());
    }

    public void write(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
    }

    public void print(PrintStream out) {
        out.printf(
                "%nseed %d, %d s, %d clients, %d checkpoints, %s%n%n", seed, seconds, clients, checkpoints, database);
        counts.forEach((what, count) -> out.printf("%10d  %s%n", count, what));
        out.printf("%n%-42s %18s %14s%n", "pulled", "without service", "whole again");
        pulled.forEach(one ->
                out.printf("%-42s %15d ms %11d ms%n", one.what(), one.withoutServiceMillis(), one.wholeAfterMillis()));
        out.printf("%nslowest key %d ms%n", slowestKeyMillis);
        violations.forEach((what, count) -> out.printf("BROKEN %10d  %s%n", count, what));
        details.stream().limit(20).forEach(detail -> out.printf("       %s%n", detail));
        out.printf("%n%s%n", holds ? "Every promise holds." : "Broken: see above.");
    }
}
