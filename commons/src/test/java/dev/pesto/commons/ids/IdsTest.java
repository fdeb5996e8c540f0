package dev.pesto.commons.ids;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    @Test
    @DisplayName("ids grow, are positive, and come back from their text")
    void grow() {
        long before = 0;
        for (int i = 0; i < 10_000; i++) {
            long id = Ids.next();
            assertThat(id).isGreaterThan(before);
            assertThat(Ids.format(id)).hasSize(13);
            assertThat(Ids.parse(Ids.format(id))).hasValue(id);
            before = id;
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "1", "0abcdefghjkmn", "ZZZZZZZZZZZZZZ", "0123456789AB!", "ZZZZZZZZZZZZZ", "0123456789ABO"})
    @DisplayName("any other text is no id: each id has one form")
    void refuses(String text) {
        assertThat(Ids.parse(text)).isEmpty();
    }
}
