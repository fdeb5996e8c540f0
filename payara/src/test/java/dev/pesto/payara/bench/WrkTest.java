package dev.pesto.payara.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pesto.payara.cluster.Failure;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R2 what wrk has counted")
class WrkTest {
    private static final String GOOD = """
            Running 3s test @ http://127.0.0.1:9280/api/v1/orders/0
              1 threads and 32 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     1.31ms    2.11ms  40.11ms   92.35%
                Req/Sec    41.24k     3.02k   47.11k    70.00%
              123456 requests in 3.00s, 55.00MB read
            Requests/sec:  41152.05
            Transfer/sec:     18.33MB
            """;

    @Test
    @DisplayName("is read from what it prints")
    void good() {
        assertThat(Wrk.Result.parse(GOOD)).isEqualTo(new Wrk.Result(123_456, 41_152.05, 0));
    }

    @Test
    @DisplayName("holds every refusal and every broken connection")
    void failed() {
        String bad = GOOD.replace(
                "Requests/sec:",
                "  Socket errors: connect 1, read 20, write 300, timeout 4000\n"
                        + "  Non-2xx or 3xx responses: 50000\nRequests/sec:");
        assertThat(Wrk.Result.parse(bad).failed()).isEqualTo(54_321);
    }

    @Test
    @DisplayName("is not taken for nothing when it could not run")
    void broken() {
        assertThatThrownBy(() -> Wrk.Result.parse("unable to connect to 127.0.0.1:9280 Connection refused"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Connection refused");
    }
}
