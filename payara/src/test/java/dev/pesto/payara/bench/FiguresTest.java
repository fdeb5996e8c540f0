package dev.pesto.payara.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("figures")
class FiguresTest {
    private final Figures figures = new Figures();

    @BeforeEach
    void measured() {
        figures.add("Throughput", "Pesto", "req/s", new Spread(900, 1234.5, 2000));
        figures.add("Throughput", "Pesto / HAProxy", "req/s", 0.456);
    }

    @Test
    @DisplayName("are a table, with room for what was not measured")
    void table() {
        assertThat(printed())
                .contains("Throughput")
                .containsPattern("Pesto +1235 +900 +2000\\R")
                .containsPattern("Pesto / HAProxy +0\\.46 *\\R");
    }

    @Test
    @DisplayName("say whether a target is met, and that a run is invalid")
    void verdicts() {
        figures.target("at least 0.5", 0.456, false);
        assertThat(printed()).contains("MISSED   at least 0.5: 0.46");
        assertThat(figures.areValid()).isTrue();
        figures.invalid("Pesto answered {200=1, 503=1}");
        assertThat(figures.areValid()).isFalse();
        assertThat(printed()).contains("INVALID  Pesto answered {200=1, 503=1}");
    }

    @Test
    @DisplayName("are lines for programs, not rounded")
    void csv(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("figures.csv");
        figures.write(file);
        assertThat(Files.readAllLines(file))
                .startsWith("table,row,column,value", "\"Throughput\",\"Pesto\",\"req/s\",1234.5")
                .endsWith("\"Throughput\",\"Pesto / HAProxy\",\"req/s\",0.456");
    }

    private String printed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        figures.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
