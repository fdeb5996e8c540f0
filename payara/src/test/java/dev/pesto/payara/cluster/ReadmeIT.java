package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RunningCluster.class)
class ReadmeIT {
    @TempDir
    private Path directory;

    @Test
    @DisplayName("the first order of the README works word for word")
    void firstOrder(Started started) throws Exception {
        for (String tool : List.of("bash", "curl", "jq")) {
            assumeTrue(isInstalled(tool), tool + " is not installed");
        }
        Path script = Files.writeString(directory.resolve("first-order.sh"), block());
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder("bash", "-e", script.toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("BASE", started.balancer(1));
        Process process = builder.start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();

        assertThat(ended).as("ended; it told %s", Files.readString(err)).isTrue();
        assertThat(process.exitValue())
                .as("%s%s", Files.readString(out), Files.readString(err))
                .isZero();
        JsonNode stock = lastJson(out);
        assertThat(stock.path("onHand").asInt()).isEqualTo(10);
        assertThat(stock.path("reserved").asInt()).isEqualTo(2);
        assertThat(stock.path("available").asInt()).isEqualTo(8);
    }

    private static String block() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        int chapter = readme.indexOf("\n## A first order\n");
        int start = readme.indexOf("\n```sh\n", chapter) + "\n```sh\n".length();
        String block = readme.substring(start, readme.indexOf("\n```\n", start) + 1);
        assertThat(chapter).as("the chapter").isPositive();
        assertThat(block).contains("$BASE/orders").doesNotContain("```");
        return block;
    }

    private static JsonNode lastJson(Path out) throws IOException {
        try (var values = new ObjectMapper().readerFor(JsonNode.class).<JsonNode>readValues(out.toFile())) {
            List<JsonNode> all = values.readAll();
            assertThat(all).isNotEmpty();
            return all.get(all.size() - 1);
        }
    }

    private static boolean isInstalled(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
    }
}
