package dev.pesto.product.catalogue.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintsTest {

    @ParameterizedTest
    @ValueSource(strings = {"http://a.example/x.png", "HTTPS://a.example:8443/?q=1#f", "https://[::1]/x"})
    @DisplayName("R1.5 http and https URLs are images")
    void acceptsUrls(String url) {
        assertThat(new HttpUrl.Check().isValid(url, null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x.png",
                "//a.example/x",
                "ftp://a.example/x",
                "javascript:alert(1)",
                "data:image/png;base64,AA",
                "http:///x",
                "http://u:p@a.example/",
                "https://a b/",
                "http:a.example",
                "http://a.example:99999/",
                "https://a.example/\n"
            })
    @DisplayName("R1.5 anything else is none")
    void refusesUrls(String url) {
        assertThat(new HttpUrl.Check().isValid(url, null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Tea, green", "😀", "हिन्दी किताब", "O'Neill \"x\" <b>"})
    @DisplayName("R1.3 one line holds any visible text")
    void acceptsLines(String text) {
        assertThat(new SingleLine.Check().isValid(text, null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", " a", "a ", "a\u00a0", "\u3000a", "a\nb", "a\tb", "a\u2028b", "a\u0085b", "\u007f"})
    @DisplayName("R1.3 and no white space around it")
    void refusesLines(String text) {
        assertThat(new SingleLine.Check().isValid(text, null)).isFalse();
    }
}
