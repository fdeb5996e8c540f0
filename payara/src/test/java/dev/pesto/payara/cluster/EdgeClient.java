package dev.pesto.payara.cluster;

import dev.pesto.payara.cluster.RunningCluster.Started;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Clients of the edge that trust its certificate: well-behaved ones, raw ones and slow ones. */
final class EdgeClient {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Path directory;
    private final int port;
    private final SSLContext trust;

    EdgeClient(Started started) {
        directory = started.cluster().home().directory().resolve("edge");
        port = started.state().plan().port();
        try (InputStream pem = Files.newInputStream(directory.resolve("pesto.pem"))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "edge", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(store);
            trust = SSLContext.getInstance("TLS");
            trust.init(null, trusted.getTrustManagers(), null);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Path directory() {
        return directory;
    }

    URI uri(String path) {
        return URI.create("https://localhost:" + port + path);
    }

    Api api() {
        return new Api(uri("/api/v1").toString(), client("TLSv1.3"));
    }

    HttpClient client(String version) {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {version});
        return HttpClient.newBuilder()
                .sslContext(trust)
                .sslParameters(parameters)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    private SSLSocket connect() throws IOException {
        SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("localhost", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Sends these bytes and nothing else; returns the answer. */
    String raw(String request) throws IOException {
        try (SSLSocket socket = connect()) {
            return answer(send(socket, request));
        }
    }

    /** The same, from 127.0.0.x. */
    String raw(int from, String request) throws IOException {
        try (SSLSocket socket = begin(from, request)) {
            return answer(socket);
        }
    }

    /** Sends these bytes from 127.0.0.x, and waits for nothing. */
    SSLSocket begin(int from, String request) throws IOException {
        InetAddress client = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) from});
        SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port, client, 0);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return send(socket, request);
    }

    private static SSLSocket send(SSLSocket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    /** The same, but all that comes until the edge closes the connection. */
    String everything(String request) throws IOException {
        try (SSLSocket socket = connect()) {
            return everything(send(socket, request));
        }
    }

    /** The same, from 127.0.0.x. */
    String everything(int from, String request) throws IOException {
        try (SSLSocket socket = begin(from, request)) {
            return everything(socket);
        }
    }

    private static String everything(SSLSocket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Sends the start of a request, then one byte a second. */
    Slow slow(String start) throws IOException {
        return new Slow(connect(), start);
    }

    private static String answer(SSLSocket socket) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        int length = -1;
        int head = -1;
        for (int next = in.read(); next >= 0; next = in.read()) {
            answer.write(next);
            String text = answer.toString(StandardCharsets.ISO_8859_1);
            if (head < 0 && text.endsWith("\r\n\r\n")) {
                head = text.length();
                var found = java.util.regex.Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n")
                        .matcher(text);
                length = found.find() ? Integer.parseInt(found.group(1)) : 0;
            }
            if (head >= 0 && text.length() == head + length) {
                return text;
            }
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    static final class Slow implements Closeable {
        private final SSLSocket socket;
        private final CompletableFuture<String> answered;

        private Slow(SSLSocket socket, String start) throws IOException {
            this.socket = socket;
            socket.getOutputStream().write(start.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            answered = CompletableFuture.supplyAsync(() -> {
                try {
                    return answer(socket);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            drip();
        }

        private void drip() {
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(() -> {
                try {
                    if (!answered.isDone()) {
                        socket.getOutputStream().write('x');
                        socket.getOutputStream().flush();
                        drip();
                    }
                } catch (IOException cut) {
                    // By now the answer is there, or the test fails for want of it.
                }
            });
        }

        String awaitAnswer(Duration patience) {
            try {
                return answered.get(patience.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            } catch (ExecutionException | TimeoutException e) {
                throw new AssertionError("not cut", e);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
