package dev.pesto.product.catalogue.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pesto.commons.problem.Refusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchWordsTest {

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "green tea | +green +tea",
                "tea of the day | +tea +the +day",
                "T-shirt | +shirt",
                "lamp lamp | +lamp",
                "don't_stop | +don +t_stop",
                "-lamp +(shade) \"red*\" ~@9 | +lamp +shade +red",
                "हिन्दी किताब | +हिन्दी +किताब",
                "𝒶𝒷𝒸 𝒶𝒷 | +𝒶𝒷𝒸",
            })
    @DisplayName("R3.2 words are cut as the index cuts them, and nothing is an operator")
    void cuts(String text, String expression) {
        assertThat(new SearchWords(text).allRequired()).isEqualTo(expression);
    }

    @Test
    @DisplayName("R3.2 a search of short words asks for nothing")
    void ignoresShortWords() {
        assertThat(new SearchWords("a of *-+ 手机").isEmpty()).isTrue();
    }

    @Test
    @DisplayName("R3.2 what no index can hold is refused")
    void refusesWhatCannotBeFound() {
        assertThat(new SearchWords("x".repeat(84)).isEmpty()).isFalse();
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> new SearchWords("x".repeat(85)));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> new SearchWords("a ".repeat(101)));
    }
}
