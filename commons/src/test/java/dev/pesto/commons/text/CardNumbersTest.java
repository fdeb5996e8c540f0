package dev.pesto.commons.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardNumbersTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "4111111111111111, true",
        "my card is 4111 1111 1111 1111 thanks, true",
        "5500-0000-0000-0004, true",
        "4222222222222, true",
        "6304000000000000000, true",
        "4111111111111112, false",
        "411111111111, false",
        "1234567890123452, false",
        "order 0ABC 41111111 11111111x, true",
        "14111111111111111, false",
        "41111111111111111, false",
        "4111111111111111 12/29, true",
        "4111 1111 1111 1111 123, true",
        "room 7 4111-1111-1111-1111, true",
        "4111\u00a01111\u20111111\u20131111, true",
        "\uff14\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11\uff11, true",
        "4111  1111 1111 1111, false",
        "tok_ok, false",
        "4111.1111.1111.1111, false"
    })
    void finds(String text, boolean found) {
        assertThat(CardNumbers.isIn(text)).isEqualTo(found);
    }
}
