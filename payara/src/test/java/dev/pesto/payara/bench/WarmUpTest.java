package dev.pesto.payara.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("warming up")
class WarmUpTest {
    private final AtomicInteger pieces = new AtomicInteger();

    @Test
    @DisplayName("ends when two pieces in a row have brought nothing")
    void levels() {
        double[] rates = {100, 200, 190, 400, 405, 400, 9_999};
        WarmUp.run(() -> rates[pieces.getAndIncrement()]);
        assertThat(pieces).hasValue(6);
    }

    @Test
    @DisplayName("ends, however long it grows")
    void bounded() {
        WarmUp.run(() -> Math.pow(2, pieces.getAndIncrement()));
        assertThat(pieces).hasValue(20);
    }
}
