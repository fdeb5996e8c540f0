package dev.pesto.payara.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pesto.payara.cluster.Failure;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R7 what is taken out for a proof that has to fail")
class SabotageTest {

    @Test
    @DisplayName("is one constant of a class file; everything else stays as it was")
    void oneConstant() throws IOException {
        byte[] changed =
                Sabotage.replaced(constants("before", "PESSIMISTIC_WRITE", "after"), "PESSIMISTIC_WRITE", "NONE");

        assertThat(changed).isEqualTo(constants("before", "NONE", "after"));
    }

    @Test
    @DisplayName("has to be there")
    void absent() throws IOException {
        byte[] without = constants("before", "PESSIMISTIC_READ");

        assertThatThrownBy(() -> Sabotage.replaced(without, "PESSIMISTIC_WRITE", "NONE"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("PESSIMISTIC_WRITE");
    }

    private static byte[] constants(String... texts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream file = new DataOutputStream(bytes);
        for (String text : texts) {
            file.writeByte(1);
            file.writeUTF(text);
        }
        return bytes.toByteArray();
    }
}
