package dev.pesto.payara.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("percentiles")
class LatenciesTest {

    @Test
    @DisplayName("are measured values: the smallest that so large a part of all does not exceed")
    void nearestRank() {
        Latencies latencies = new Latencies();
        for (int millis = 2000; millis >= 1; millis--) {
            latencies.add(millis * 1_000_000L);
        }
        assertThat(latencies.millisAt(0.5)).isEqualTo(1000);
        assertThat(latencies.millisAt(0.99)).isEqualTo(1980);
        assertThat(latencies.millisAt(1)).isEqualTo(2000);
        assertThat(latencies.millisAt(0)).isEqualTo(1);
    }

    @Test
    @DisplayName("are those of all threads together, also of what is added after they were asked for")
    void together() {
        Latencies one = new Latencies();
        one.add(1_000_000);
        assertThat(one.millisAt(0.5)).isEqualTo(1);
        Latencies other = new Latencies();
        other.add(500_000);
        other.add(250_000);
        one.addAll(other);
        assertThat(one.millisAt(0.5)).isEqualTo(0.5);
    }

    @Test
    @DisplayName("of nothing are no number")
    void empty() {
        assertThat(new Latencies().millisAt(0.99)).isNaN();
    }
}
