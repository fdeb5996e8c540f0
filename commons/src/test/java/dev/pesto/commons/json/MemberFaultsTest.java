package dev.pesto.commons.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.pesto.commons.money.Money;
import dev.pesto.commons.problem.FieldError;
import dev.pesto.commons.problem.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberFaultsTest {

    record Line(
            @NotNull String productId,
            @NotNull @Min(1) @Max(999) Integer quantity) {}

    record Basket(
            @NotNull @Size(min = 1, max = 3) List<@Valid @NotNull Line> lines,
            @NotNull @Valid Money total,
            @Size(max = 5) String note) {}

    record Change(
            @NotNull String current,
            @NotNull @Size(max = 5) @JsonProperty("new") String replacement) {}

    record Interval(Integer from, Integer to) {
        Interval {
            if (from > to) {
                throw new IllegalArgumentException();
            }
        }
    }

    @ParameterizedTest
    @DisplayName("J4 all faults of a body are named at once, each once")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                    | /lines required, /total required",
                "{\"note\":5,\"lines\":{}}                             | /lines type, /note type, /total required",
                "{\"note\":\"too long\",\"lines\":5,\"x\":1,\"a/b\":1} | /a~1b unknown_member, /lines type, /note length, /total required, /x unknown_member",
                "{\"lines\":[{\"quantity\":1000,\"x\":1},null,7],\"total\":{\"amount\":\"1\",\"currency\":\"XXX\"}}"
                        + " | /lines/0/productId required, /lines/0/quantity range, /lines/0/x unknown_member,"
                        + " /lines/1 required, /lines/2 type, /total/amount type, /total/currency currency_code",
                "{\"lines\":[1,2,3,4],\"total\":null}"
                        + " | /lines length, /lines/0 type, /lines/1 type, /lines/2 type, /lines/3 type, /total required",
            })
    void allAtOnce(String body, String faults) {
        assertThat(faults(body, Basket.class)).isEqualTo(faults);
    }

    @Test
    @DisplayName("J4 a member is named as in JSON")
    void namesInJson() {
        assertThat(faults("{}", Change.class)).isEqualTo("/current required, /new required");
        assertThat(faults("{\"current\":5,\"new\":\"too long\"}", Change.class))
                .isEqualTo("/current type, /new length");
        assertThat(faults("{\"replacement\":\"a\",\"new\":5}", Change.class))
                .isEqualTo("/current required, /new type, /replacement unknown_member");
    }

    @Test
    @DisplayName("J4 members that can be read alone and not together are the body's fault")
    void together() {
        assertThat(faults("{\"from\":2,\"to\":1}", Interval.class)).isEqualTo(" type");
    }

    @Test
    @DisplayName("J4 so are all places of text that cannot be stored")
    void unstorable() {
        assertThat(faults("{\"note\":\"\\u0000\",\"lines\":[\"\\ud800\"]}", Basket.class))
                .isEqualTo("/note text, /lines/0 text");
    }

    @Test
    @DisplayName("J4 no more than a hundred are named, and a body that could have very many more is not read")
    void hostile() {
        assertThat(errors(object(4_000), Basket.class)).hasSize(100);
        assertThat(errors("{\"lines\":[" + "{},".repeat(3_000) + "{}]}", Basket.class))
                .hasSize(100);
        assertThat(faults(object(300_000), Basket.class)).isEqualTo(" too_complex");
        assertThat(faults("{\"lines\":[" + "{},".repeat(340_000) + "{}]}", Basket.class))
                .isEqualTo(" too_complex");
    }

    private static String object(int unknown) {
        return IntStream.range(0, unknown).mapToObj(i -> "\"" + i + "\":0").collect(Collectors.joining(",", "{", "}"));
    }

    private static String faults(String body, Class<?> type) {
        return errors(body, type)
                .map(error -> error.pointer() + " " + error.code())
                .collect(Collectors.joining(", "));
    }

    private static Stream<FieldError> errors(String body, Class<?> type) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> read(body, type));
        return ((List<?>) refusal.members().get("errors")).stream().map(FieldError.class::cast);
    }

    private static void read(String body, Class<?> type) throws IOException {
        Validation.check(StrictReader.bind(StrictReader.parse(body.getBytes(StandardCharsets.UTF_8)), type));
    }
}
