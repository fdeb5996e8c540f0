package dev.pesto.commons.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pesto.commons.money.Money;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.FieldError;
import dev.pesto.commons.problem.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictReaderTest {

    record Line(
            @NotNull String productId,
            @NotNull @Min(1) @Max(999) Integer quantity) {}

    enum Wrapping {
        PAPER,
        NONE
    }

    record Basket(
            @NotNull @Size(min = 1, max = 3) List<@Valid @NotNull Line> lines,
            @Valid Money total,
            String note,
            Wrapping wrapping) {

        Basket(List<Line> lines, Money total) {
            this(lines, total, null, null);
        }
    }

    @Test
    @DisplayName("J3 a body that holds is its record")
    void reads() throws IOException {
        Basket basket = read(
                "{\"lines\":[{\"productId\":\"a\",\"quantity\":2}],\"total\":{\"amount\":9007199254740991,\"currency\":\"INR\"}}");
        assertThat(basket).isEqualTo(new Basket(List.of(new Line("a", 2)), new Money(Money.MAX, "INR")));
    }

    @ParameterizedTest
    @DisplayName("J2 a number that is not an integer in its range is refused, with its pointer")
    @ValueSource(
            strings = {
                "4294967297",
                "1.9",
                "1.0",
                "1e0",
                "1e30",
                "\"5\"",
                "null",
                "true",
                "[]",
                "{}",
                "99999999999999999999",
                "0",
                "1000"
            })
    void refusesBentNumbers(String number) {
        Refusal refusal = refused("{\"lines\":[{\"productId\":\"a\",\"quantity\":" + number + "}]}");
        assertThat(refusal.type()).isEqualTo(CommonRefusal.VALIDATION_FAILED);
        assertThat(pointers(refusal)).containsExactly("/lines/0/quantity");
    }

    @Test
    @DisplayName("J2 so is one that is too long to be read as a number")
    void refusesLongNumbers() {
        Refusal refusal = refused("{\"lines\":[{\"productId\":\"a\",\"quantity\":" + "9".repeat(2_000) + "}]}");
        assertThat(refusal.type()).isEqualTo(CommonRefusal.VALIDATION_FAILED);
        assertThat(pointers(refusal)).containsExactly("/lines/0/quantity");
    }

    @ParameterizedTest
    @DisplayName("J2 members that are missing, unknown, doubled or not text are refused, with their pointer")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                                       | /lines",
                "{\"lines\":[]}                                                           | /lines",
                "{\"lines\":[{\"quantity\":1}]}                                           | /lines/0/productId",
                "{\"lines\":[null]}                                                       | /lines/0",
                "{\"lines\":[{\"productId\":7,\"quantity\":1}]}                           | /lines/0/productId",
                "{\"lines\":[{\"productId\":\"a\",\"quantity\":1,\"quantity\":1}]}        | /lines/0/quantity",
                "{\"lines\":[{\"productId\":\"a\",\"quantity\":1,\"price\":1}]}           | /lines/0/price",
                "{\"lines\":[{\"productId\":\"a\",\"quantity\":1}],\"note\":\"a\\u0000b\"} | /note",
                "{\"lines\":[{\"productId\":\"a\",\"quantity\":1}],\"note\":\"\\ud800\"}   | /note",
                "{\"lines\":[{\"productId\":\"a\",\"quantity\":1}],\"total\":{\"amount\":1,\"currency\":\"XXX\"}} | /total/currency",
                "{\"lines\":[{\"productId\":\"a\",\"quantity\":1}],\"total\":{\"amount\":9007199254740992,\"currency\":\"INR\"}} | /total/amount",
                "[]  | ``",
                "3   | ``",
                "null | ``"
            })
    void refusesOddMembers(String body, String pointer) {
        assertThat(pointers(refused(body))).containsExactly(pointer);
    }

    @ParameterizedTest
    @DisplayName("J2 a name of an enum is that name exactly")
    @ValueSource(
            strings = {"\" PAPER\"", "\"PAPER \"", "\"\\tPAPER\"", "\"paper\"", "\"\"", "\" \"", "0", "\"0\"", "true"})
    void inexactNames(String name) {
        Refusal refusal = refused("{\"lines\":[{\"productId\":\"a\",\"quantity\":1}],\"wrapping\":" + name + "}");
        assertThat(pointers(refusal)).containsExactly("/wrapping");
    }

    @Test
    @DisplayName("J2 and is read so")
    void names() throws IOException {
        assertThat(read("{\"lines\":[{\"productId\":\"a\",\"quantity\":1}],\"wrapping\":\"PAPER\"}")
                        .wrapping())
                .isEqualTo(Wrapping.PAPER);
    }

    @ParameterizedTest
    @DisplayName("J1 what cannot be parsed is malformed_json")
    @ValueSource(
            strings = {
                "{",
                "{\"a\":}",
                "{} {}",
                "{'a':1}",
                "nul",
                "{\"lines\":[NaN]}",
                "{\"note\":\"a\",\"note\":\"b\"",
                "{\"note\":\"a\",\"note\":\"b\"} {}",
                "{\"note\":\"a\",\"note\":\"b\",\"lines\":[1,]}"
            })
    void malformed(String body) {
        assertThat(refused(body).type()).isEqualTo(CommonRefusal.MALFORMED_JSON);
    }

    @ParameterizedTest
    @DisplayName("J1 JSON in another encoding than UTF-8 is malformed_json, whether one could guess it or not")
    @ValueSource(
            strings = {
                "fffe7b007d00",
                "feff007b007d",
                "7b007d00",
                "007b007d",
                "fffe00007b000000",
                "0000feff0000007b",
                "0000fffe00007b00",
                "feff0000007b0000",
                "7bff7d"
            })
    void otherEncodings(String bytes) {
        assertThat(catchThrowableOfType(
                                Refusal.class,
                                () -> StrictReader.parse(HexFormat.of().parseHex(bytes)))
                        .type())
                .isEqualTo(CommonRefusal.MALFORMED_JSON);
    }

    @Test
    @DisplayName("J1 a body nested without end is refused before it costs anything")
    void nesting() {
        assertThat(refused("[".repeat(100_000)).type()).isEqualTo(CommonRefusal.VALIDATION_FAILED);
    }

    @Test
    @DisplayName("4-byte characters are text")
    void fourBytes() throws IOException {
        assertThat(read("{\"lines\":[{\"productId\":\"\uD83C\uDF3F\",\"quantity\":1}]}")
                        .lines()
                        .get(0)
                        .productId())
                .isEqualTo("\uD83C\uDF3F");
    }

    private static Basket read(String body) throws IOException {
        return Validation.check(
                StrictReader.bind(StrictReader.parse(body.getBytes(StandardCharsets.UTF_8)), Basket.class));
    }

    private static Refusal refused(String body) {
        return catchThrowableOfType(Refusal.class, () -> read(body));
    }

    private static List<String> pointers(Refusal refusal) {
        return ((List<?>) refusal.members().get("errors"))
                .stream().map(error -> ((FieldError) error).pointer()).toList();
    }
}
