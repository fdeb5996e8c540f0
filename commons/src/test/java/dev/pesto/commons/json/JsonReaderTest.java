package dev.pesto.commons.json;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JsonReaderTest {

    @Test
    @DisplayName("a body that breaks off is the client's doing, and no failure of ours")
    void brokenOff() {
        InputStream body = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new EOFException();
            }
        };
        assertThatThrownBy(() -> new JsonReader()
                        .readFrom(asked(JsonNode.class), JsonNode.class, new Annotation[0], null, null, body))
                .isInstanceOf(Refusal.class)
                .extracting(e -> ((Refusal) e).type())
                .isEqualTo(CommonRefusal.BAD_REQUEST);
    }

    // As the server calls it: it knows the type only as a class of objects.
    @SuppressWarnings("unchecked")
    private static Class<Object> asked(Class<?> type) {
        return (Class<Object>) type;
    }
}
