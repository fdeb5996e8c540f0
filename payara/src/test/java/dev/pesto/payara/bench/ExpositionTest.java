package dev.pesto.payara.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("metrics of several instances")
class ExpositionTest {
    private final Exposition metrics = new Exposition(List.of("""
            # TYPE pesto_setbacks_total counter
            pesto_setbacks_total{cause="deadlock",mp_scope="application",} 3.0
            pesto_setbacks_total{cause="duplicate",mp_scope="application",} 100.0
            pesto_lock_wait_seconds{for="stock",mp_scope="application",quantile="0.99",} 0.004
            pesto_lock_wait_seconds{for="key",mp_scope="application",quantile="0.99",} 7.0
            pesto_lock_wait_seconds_count{for="stock",mp_scope="application",} 500.0
            """, """
            pesto_setbacks_total{cause="deadlock",mp_scope="application",} 4.0
            pesto_lock_wait_seconds{for="stock",mp_scope="application",quantile="0.99",} 0.009
            """));

    @Test
    @DisplayName("are summed when they count")
    void sum() {
        assertThat(metrics.sum("pesto_setbacks_total", "cause=\"deadlock\"")).isEqualTo(7);
        assertThat(metrics.sum("pesto_setbacks_total", "cause=\"lock_timeout\""))
                .isZero();
    }

    @Test
    @DisplayName("are those of the worst when they are percentiles")
    void worst() {
        assertThat(metrics.worst("pesto_lock_wait_seconds", "for=\"stock\"", "quantile=\"0.99\""))
                .isEqualTo(0.009);
        assertThat(metrics.worst("pesto_room_wait_seconds")).isNaN();
    }
}
