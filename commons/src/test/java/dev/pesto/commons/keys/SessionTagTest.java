package dev.pesto.commons.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.commons.ids.Ids;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SessionTagTest {

    private final SessionTag tag = new SessionTag(new byte[32]);
    private final long session = Ids.next();

    @Test
    @DisplayName("K4 whoever has the key reads the session at the beginning of a text")
    void reads() {
        assertThat(tag.of(session)).hasSize(SessionTag.LENGTH);
        assertThat(tag.session(tag.of(session) + "whatever follows")).hasValue(session);
    }

    @Test
    @DisplayName("K4 a changed, shortened, differently spelled or made-up tag is none")
    void forged() {
        String good = tag.of(session);
        for (int i = 0; i < good.length(); i++) {
            char other = good.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(tag.session(good.substring(0, i) + other + good.substring(i + 1)))
                    .as("character %s", i)
                    .isEmpty();
        }
        assertThat(tag.session(good.substring(1))).isEmpty();
        assertThat(tag.session("")).isEmpty();
        assertThat(tag.session("\u00e9".repeat(SessionTag.LENGTH))).isEmpty();
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;
        assertThat(new SessionTag(otherKey).session(good)).isEmpty();
        assertThat(tag.session(good.toLowerCase(java.util.Locale.ROOT) + "x")).isEmpty();
    }
}
