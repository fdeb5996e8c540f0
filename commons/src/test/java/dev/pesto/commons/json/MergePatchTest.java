package dev.pesto.commons.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pesto.commons.problem.Refusal;
import jakarta.validation.constraints.NotNull;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MergePatchTest {

    record Profile(@NotNull String name, String phone) {}

    private static final Profile CURRENT = new Profile("Asha", "123");

    @Test
    @DisplayName("RFC 7396: absent stays, a value replaces, null removes")
    void merges() throws JsonProcessingException {
        assertThat(patched("{}")).isEqualTo(CURRENT);
        assertThat(patched("{\"name\":\"Ravi\"}")).isEqualTo(new Profile("Ravi", "123"));
        assertThat(patched("{\"phone\":null}")).isEqualTo(new Profile("Asha", null));
    }

    @Test
    @DisplayName("J2 a required member cannot be removed, an unknown one not set, not even to null")
    void refuses() {
        for (String patch :
                new String[] {"{\"name\":null}", "{\"role\":\"ADMIN\"}", "{\"role\":null}", "{\"name\":1}"}) {
            assertThatThrownBy(() -> patched(patch)).as(patch).isInstanceOf(Refusal.class);
        }
    }

    private static Profile patched(String patch) throws JsonProcessingException {
        return new Body<>((ObjectNode) Json.mapper().readTree(patch), Profile.class).mergedInto(CURRENT);
    }
}
