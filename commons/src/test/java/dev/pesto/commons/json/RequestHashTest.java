package dev.pesto.commons.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestHashTest {

    @Test
    @DisplayName("member order and white space do not count")
    void sameValue() throws JsonProcessingException {
        assertThat(hash("{\"a\":1,\"b\":[true,null]}")).isEqualTo(hash("{ \"b\" : [ true , null ], \"a\" : 1 }"));
    }

    @ParameterizedTest
    @DisplayName("everything else does")
    @CsvSource(
            delimiter = '|',
            value = {
                "[1,2]|[2,1]",
                "[\"1\"]|[1]",
                "[null]|[\"null\"]",
                "[\"a\\\",\\\"b\"]|[\"a\",\"b\"]",
                "{\"a\":null}|{}",
                "[[]]|[{}]"
            })
    void otherValue(String one, String other) throws JsonProcessingException {
        assertThat(hash(one)).isNotEqualTo(hash(other));
    }

    private static byte[] hash(String json) throws JsonProcessingException {
        return RequestHash.of(Json.mapper().readTree(json));
    }
}
