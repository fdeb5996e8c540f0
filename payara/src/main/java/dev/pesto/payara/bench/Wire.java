package dev.pesto.payara.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One kept connection that reads as much of HTTP/1.1 as servers answer here. A client of a library would take more of the two or so cores than what is measured.
 */
final class Wire implements Closeable {
    private static final int CONNECT_MILLIS = 2_000;
    /** Longer than the 15 s in which every call ends. */
    private static final int ANSWER_MILLIS = 20_000;

    /** What came back; names of headers in small letters. */
    record Reply(int status, Map<String, String> headers, String body) {}

    private final int port;
    private Socket socket;
    private InputStream in;

    Wire(int port) {
        this.port = port;
    }

    static byte[] request(String method, int port, String path, Map<String, String> headers, String body) {
        StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
        headers.forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
        if (body != null) {
            int length = body.getBytes(StandardCharsets.UTF_8).length;
            text.append("Content-Type: application/json\r\nContent-Length: " + length + "\r\n");
        }
        text.append("\r\n").append(body == null ? "" : body);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** After a failure the next call makes a new connection. */
    Reply call(byte[] request) throws IOException {
        boolean whole = false;
        try {
            if (socket == null) {
                connect();
            }
            socket.getOutputStream().write(request);
            Reply reply = read();
            whole = true;
            return reply;
        } finally {
            if (!whole) {
                close();
            }
        }
    }

    void connect() throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(ANSWER_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), 16_384);
    }

    private Reply read() throws IOException {
        int status = Integer.parseInt(line().split(" ", -1)[1]);
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        boolean chunked = "chunked".equalsIgnoreCase(headers.get("transfer-encoding"));
        int length = Integer.parseInt(headers.getOrDefault("content-length", "-1"));
        byte[] body = chunked ? chunks() : length >= 0 ? exactly(length) : in.readAllBytes();
        if ("close".equalsIgnoreCase(headers.get("connection")) || (!chunked && length < 0)) {
            close();
        }
        return new Reply(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line().strip(), 16);
            body.write(exactly(size));
            line();
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer has ended early");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            Socket old = socket;
            socket = null;
            old.close();
        }
    }
}
