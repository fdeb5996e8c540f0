package dev.pesto.balancer.routing.control;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.CancelledKeyException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RequestBodyTest {

    @Test
    @DisplayName(
            "R5 a connection that is ended while its body is awaited is the client's fault, however the server tells")
    void endedWhileReading() throws IOException {
        assertThatExceptionOfType(RequestBody.ClientFault.class).isThrownBy(() -> RequestBody.of(ended(1), 100));
        RequestBody flowing = RequestBody.of(ended(RequestBody.KEPT), RequestBody.KEPT + 100);
        assertThatExceptionOfType(RequestBody.ClientFault.class)
                .isThrownBy(() -> flowing.entity().writeTo(new ByteArrayOutputStream()));
    }

    /** Some bytes, and then what the server throws whose connection was closed under it. */
    private static InputStream ended(int bytes) {
        return new SequenceInputStream(new ByteArrayInputStream(new byte[bytes]), new InputStream() {
            @Override
            public int read() {
                throw new CancelledKeyException();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                throw new CancelledKeyException();
            }
        });
    }
}
