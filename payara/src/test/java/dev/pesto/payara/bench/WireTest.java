package dev.pesto.payara.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a kept connection")
class WireTest {
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    @DisplayName("reads each answer to its end and no further, by length or in chunks")
    void keepsItsPlace() throws Exception {
        serve(
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst",
                "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nseco\r\n2\r\nnd\r\n0\r\n\r\n",
                "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\ncontent-length: 0\r\n\r\n");
        try (Wire wire = new Wire(server.getLocalPort())) {
            assertThat(call(wire)).isEqualTo("200 first");
            assertThat(call(wire)).isEqualTo("201 second");
            Wire.Reply refused = wire.call(request());
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.headers()).containsEntry("retry-after", "1");
        }
    }

    @Test
    @DisplayName("takes no half answer for a whole one")
    void half() throws Exception {
        serve("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf");
        try (Wire wire = new Wire(server.getLocalPort())) {
            assertThatThrownBy(() -> wire.call(request())).isInstanceOf(EOFException.class);
        }
    }

    private String call(Wire wire) throws IOException {
        Wire.Reply reply = wire.call(request());
        return reply.status() + " " + reply.body();
    }

    private byte[] request() {
        return Wire.request("POST", server.getLocalPort(), "/", Map.of("A", "b"), "{}");
    }

    /** On one connection, an answer for each request, and then the end. */
    private void serve(String... answers) {
        int length = request().length;
        Thread thread = new Thread(() -> {
            try (Socket socket = server.accept()) {
                InputStream in = socket.getInputStream();
                for (String answer : answers) {
                    if (in.readNBytes(length).length == length) {
                        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                    }
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
