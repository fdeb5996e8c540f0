package dev.pesto.commons.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DepartureTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, true",
        "2999, 0, true",
        "3000, 0, false",
        "3000, 1, true",
        "11999, 1, true",
        "12000, 1, false",
        "12000, 0, false"
    })
    @DisplayName("G3 it stays for those who have not noticed yet, and for its last call, not for ever")
    void leavesNeitherTooEarlyNorNever(long millis, int inFlight, boolean stays) {
        assertThat(Departure.isTooEarly(Duration.ofMillis(millis).toNanos(), inFlight))
                .isEqualTo(stays);
    }
}
