package dev.pesto.user.access.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.user.access.entity.LoginAttempts.Admission;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LoginAttemptsTest {

    private static final int LIMIT = 5;
    private static final Duration FIRST_BLOCK = Duration.ofMinutes(1);

    private final LoginAttempts attempts = new LoginAttempts("subject");
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    @DisplayName("R2.7 blocks with the fifth wrong password within 15 minutes")
    void blocksWithTheFifth() {
        for (int i = 0; i < LIMIT - 1; i++) {
            assertThat(guessWrong()).isFalse();
        }
        assertThat(guessWrong()).isTrue();
        assertThat(attempts.admission(LIMIT, now)).isEqualTo(Admission.BLOCKED);
        assertThat(attempts.block(now)).contains(FIRST_BLOCK);
    }

    @Test
    @DisplayName("R2.7 counts in a window that slides")
    void windowSlides() {
        for (int i = 0; i < LIMIT - 1; i++) {
            guessWrong();
        }
        now = now.plus(LoginAttempts.WINDOW);
        for (int i = 0; i < LIMIT - 1; i++) {
            assertThat(guessWrong()).isFalse();
        }
    }

    @Test
    @DisplayName("R2.8 doubles each block up to an hour and lets one guess through between them")
    void doubles() {
        for (int i = 0; i < LIMIT; i++) {
            guessWrong();
        }
        Duration expected = FIRST_BLOCK;
        for (int i = 0; i < 3; i++) {
            assertThat(attempts.block(now)).contains(expected);
            now = now.plus(expected);
            assertThat(attempts.admission(LIMIT, now)).isEqualTo(Admission.ADMITTED);
            attempts.begin(now);
            assertThat(attempts.admission(LIMIT, now)).isEqualTo(Admission.FULL);
            assertThat(attempts.wrong(LIMIT, FIRST_BLOCK, now)).isTrue();
            expected = expected.multipliedBy(2);
        }
    }

    @Test
    @DisplayName("R2.9 admits no more guesses at once than have room, and gives the room of a right one back")
    void parallelGuesses() {
        for (int i = 0; i < LIMIT; i++) {
            assertThat(attempts.admission(LIMIT, now)).isEqualTo(Admission.ADMITTED);
            attempts.begin(now);
        }
        assertThat(attempts.admission(LIMIT, now)).isEqualTo(Admission.FULL);
        attempts.right();
        assertThat(attempts.admission(LIMIT, now)).isEqualTo(Admission.ADMITTED);
    }

    @Test
    @DisplayName("R2.9 counts a guess as wrong whose instance died while checking it")
    void deadInstance() {
        for (int i = 0; i < LIMIT; i++) {
            attempts.begin(now);
        }
        now = now.plus(LoginAttempts.LONGEST_CHECK).plusMillis(1);
        attempts.settle(LIMIT, now);
        attempts.begin(now);
        assertThat(attempts.wrong(LIMIT, FIRST_BLOCK, now)).isTrue();
    }

    private boolean guessWrong() {
        attempts.begin(now);
        return attempts.wrong(LIMIT, FIRST_BLOCK, now);
    }
}
