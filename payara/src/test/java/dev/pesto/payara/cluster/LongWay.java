package dev.pesto.payara.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A way to an instance on which calls without a body take as much longer as a test wants. It answers probes by itself, at once: so the instance is ready here,
 * also when it was drained to be reached by no other way.
 */
final class LongWay implements Closeable {
    private static final byte[] READY =
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final ServerSocket server;
    private final int destination;
    private volatile Duration delay = Duration.ZERO;

    LongWay(int port, int destination) throws IOException {
        this.server = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
        this.destination = destination;
        threads.execute(this::accept);
    }

    /** From now on, and for calls that begin from now on. */
    void delay(Duration wanted) {
        delay = wanted;
        calls.set(0);
    }

    /** How many came since the delay was set. */
    int calls() {
        return calls.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = server.accept();
                open.add(caller);
                threads.execute(() -> serve(caller));
            }
        } catch (IOException closed) {
            threads.shutdownNow();
        }
    }

    private void serve(Socket caller) {
        try (caller;
                Socket instance = new Socket(InetAddress.getLoopbackAddress(), destination)) {
            open.add(instance);
            threads.execute(() -> pass(instance, caller));
            byte[] buffer = new byte[16_384];
            InputStream in = caller.getInputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (new String(buffer, 0, length, StandardCharsets.US_ASCII).startsWith("GET /health/ready ")) {
                    caller.getOutputStream().write(READY);
                    return;
                }
                calls.incrementAndGet();
                LockSupport.parkNanos(delay.toNanos());
                instance.getOutputStream().write(buffer, 0, length);
            }
        } catch (IOException brokenOff) {
            // The other side learns it from its closed connection.
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException brokenOff) {
            // As above.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
