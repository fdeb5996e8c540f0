package dev.pesto.payara.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pesto.payara.cluster.Failure;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R5 CPU time")
class CpuTimeTest {

    @Test
    @DisplayName("is user and system time, whatever the program is called")
    void parse() {
        String tail = "S 1 4242 4242 0 -1 4194560 1000 0 0 0 731 269 5 6 20 0 40 0 123456 1 2 3";
        assertThat(CpuTime.ticks("4242 (java) " + tail)).isEqualTo(1000);
        assertThat(CpuTime.ticks("4242 (a) R 1 2 (b c) " + tail)).isEqualTo(1000);
    }

    @Test
    @DisplayName("of a process that works grows by about what it has worked")
    void ofThisProcess() {
        List<Long> self = List.of(ProcessHandle.current().pid());
        double before = CpuTime.of(self);
        long end = System.nanoTime() + 200_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(CpuTime.of(self) - before).isBetween(0.02, 20.0);
    }

    @Test
    @DisplayName("of one that has ended is a failure, not nothing")
    void ended() {
        assertThatThrownBy(() -> CpuTime.of(List.of(Long.MAX_VALUE))).isInstanceOf(Failure.class);
    }
}
