package dev.pesto.commons.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ETagsTest {

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "*", "\"2\", \"3\"", "W/\"9\",\"3\""})
    @DisplayName("If-Match holds when one strong tag is the present one")
    void matches(String header) {
        assertThatCode(() -> ETags.requireMatch(header, "3"::equals, "\"3\"")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "3", "W/\"3\"", "", "\"33\"", "\"3"})
    @DisplayName("anything else is stale, a weak tag too")
    void stale(String header) {
        assertThatThrownBy(() -> ETags.requireMatch(header, "3"::equals, "\"3\""))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> org.assertj.core.api.Assertions.assertThat(refusal.type())
                                .isEqualTo(CommonRefusal.STALE_VERSION));
    }

    @Test
    @DisplayName("no If-Match is 428")
    void absent() {
        assertThatThrownBy(() -> ETags.requireMatch((String) null, "3"::equals, "\"3\""))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> org.assertj.core.api.Assertions.assertThat(refusal.type())
                                .isEqualTo(CommonRefusal.PRECONDITION_REQUIRED));
    }
}
