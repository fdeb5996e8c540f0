package dev.pesto.order.payments.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxProviderTest {

    private static final Instant MADE = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant DEADLINE = MADE.plus(Duration.ofMinutes(15));

    private final List<Duration> waited = new ArrayList<>();

    @ParameterizedTest(name = "{0} after {1} ms: {2}")
    @DisplayName("Y2 every instance derives the same answer from the attempt and the time")
    @CsvSource({
        "tok_ok, 0, CAPTURED",
        "tok_ok, 100000, CAPTURED",
        "tok_decline, 0, DECLINED",
        "tok_decline, 100000, DECLINED",
        "tok_timeout, 0, UNDECIDED",
        "tok_timeout, 1999, UNDECIDED",
        "tok_timeout, 2000, CAPTURED",
        "tok_late_success, 0, UNDECIDED",
        "tok_late_success, 904999, UNDECIDED",
        "tok_late_success, 905000, CAPTURED",
        "tok_unknown, 0, DECLINED"
    })
    void answers(String token, long millis, Answer answer) {
        assertThat(at(millis).charge(charge(token))).isEqualTo(answer);
        assertThat(at(millis).charge(charge(token))).isEqualTo(answer);
    }

    @Test
    @DisplayName("Y2 tok_timeout keeps its first callers waiting for 2 s after the attempt and no longer")
    void silence() {
        at(0).charge(charge("tok_timeout"));
        at(1500).charge(charge("tok_timeout"));
        at(-60_000).charge(charge("tok_timeout"));
        at(2000).charge(charge("tok_timeout"));

        assertThat(waited).containsExactly(Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofSeconds(2));
    }

    private SandboxProvider at(long millis) {
        return new SandboxProvider(Clock.fixed(MADE.plusMillis(millis), ZoneOffset.UTC), waited::add);
    }

    private static Charge charge(String token) {
        return new Charge(1, 2, token, 100, "INR", MADE, DEADLINE);
    }
}
