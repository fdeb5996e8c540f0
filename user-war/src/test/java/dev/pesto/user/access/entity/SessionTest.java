package dev.pesto.user.access.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.commons.keys.SessionTag;
import dev.pesto.user.access.entity.Session.Standing;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SessionTest {

    private static final Duration LIFE = Duration.ofDays(14);

    private final SessionTag tags = new SessionTag(new byte[32]);
    private final RefreshLine line = new RefreshLine(new byte[32]);
    private final RefreshToken first = RefreshToken.first(7);
    private final Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private final Session session = new Session(7, 1, first, "test", "127.0.0.1", start, LIFE);

    @Test
    @DisplayName("R2.2 gives a token used again within 5 s its grace, also when its successor was used meanwhile")
    void grace() {
        RefreshToken second = rotate(first, start);
        rotate(second, start.plusSeconds(2));
        assertThat(session.standing(first, line, start.plusSeconds(5))).isEqualTo(Standing.IN_GRACE);
        assertThat(session.standing(second, line, start.plusSeconds(7))).isEqualTo(Standing.IN_GRACE);
    }

    @Test
    @DisplayName("R2.3 knows a re-used token however long ago it was used")
    void reuse() {
        RefreshToken token = first;
        for (int i = 0; i < 100; i++) {
            token = rotate(token, start.plusSeconds(i * 10L));
        }
        assertThat(session.standing(first, line, start.plusSeconds(1000))).isEqualTo(Standing.REUSED);
        assertThat(session.standing(token, line, start.plusSeconds(1000))).isEqualTo(Standing.PRESENT);
    }

    @Test
    @DisplayName("R2.3 does not take a token for one of its line that only names the session")
    void foreign() {
        rotate(first, start);
        assertThat(session.standing(RefreshToken.first(7), line, start)).isEqualTo(Standing.FOREIGN);
    }

    @Test
    @DisplayName("R2.5 refuses every token of an ended session, and of an expired one")
    void over() {
        assertThat(session.standing(first, line, start.plus(LIFE))).isEqualTo(Standing.EXPIRED);
        session.end(start);
        assertThat(session.standing(first, line, start)).isEqualTo(Standing.ENDED);
    }

    @Test
    @DisplayName("R2.2 reads back the text of a token and nothing else")
    void text() {
        assertThat(RefreshToken.read(first.text(tags), tags).map(token -> token.text(tags)))
                .contains(first.text(tags));
        assertThat(RefreshToken.read("", tags)).isEmpty();
        assertThat(RefreshToken.read(first.text(tags) + "AA", tags)).isEmpty();
        assertThat(RefreshToken.read("not a token at all, but long enough to be one".repeat(2), tags))
                .isEmpty();
    }

    private RefreshToken rotate(RefreshToken token, Instant at) {
        RefreshToken successor = line.successor(token);
        session.rotate(successor, at, LIFE);
        return successor;
    }
}
