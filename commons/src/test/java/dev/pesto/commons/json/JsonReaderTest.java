package dev.pesto.commons.json;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    record Note(String note) {}

    @SuppressWarnings("UnusedMethod") // Its parameter shows the reader the type of a resource's.
    void patch(Body<Note> body) {}

    @ParameterizedTest
    @DisplayName("J3 a body is refused when it is asked for, so that a row that is not there is told before")
    @ValueSource(
            strings = {
                "{\"note\":\"a\",\"note\":\"b\"}",
                "{\"note\":\"\\u0000\"}",
                "{\"note\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
            })
    void late(String sent) throws Exception {
        Type asked = JsonReaderTest.class.getDeclaredMethod("patch", Body.class).getGenericParameterTypes()[0];
        Body<?> body = (Body<?>) new JsonReader()
                .readFrom(
                        asked(Body.class),
                        asked,
                        new Annotation[0],
                        null,
                        null,
                        new ByteArrayInputStream(sent.getBytes(StandardCharsets.UTF_8)));
        for (ThrowingCallable question :
                List.<ThrowingCallable>of(body::value, body::json, body::hash, () -> body.mergedInto(null))) {
            assertThatThrownBy(question)
                    .isInstanceOf(Refusal.class)
                    .extracting(e -> ((Refusal) e).type())
                    .isEqualTo(CommonRefusal.VALIDATION_FAILED);
        }
    }

    // As the server calls it: it knows the type only as a class of objects.
    @SuppressWarnings("unchecked")
    private static Class<Object> asked(Class<?> type) {
        return (Class<Object>) type;
    }
}
