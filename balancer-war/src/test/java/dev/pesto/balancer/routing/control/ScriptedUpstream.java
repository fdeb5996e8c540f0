package dev.pesto.balancer.routing.control;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that reads each request to its end and then does what its script says, down to the bytes. It is always ready. */
public final class ScriptedUpstream implements Closeable {

    /** What is done with a connection whose request has been read; the connection is closed afterwards. */
    public interface Script {
        void answer(Socket socket) throws IOException;
    }

    private static final Script READY = ok("{}");

    private final ServerSocket server;
    private volatile Script script;
    private volatile Script whileReading = socket -> {};
    private final AtomicInteger requests = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile String lastRequest = "";

    ScriptedUpstream(Script script) throws IOException {
        this(0, script);
    }

    public ScriptedUpstream(int port, Script script) throws IOException {
        this.server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        this.script = script;
        start(this::accept);
    }

    /** What is done with each request from now on. */
    public void script(Script next) {
        script = next;
        whileReading = socket -> {};
        requests.set(0);
    }

    /** What is done when the head of a request has come, before its body is read. */
    public void whileReading(Script head) {
        whileReading = head;
    }

    public static Script text(String text) {
        return socket -> {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        };
    }

    public static Script ok(String body) {
        return text("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    public static Script reset() {
        return socket -> socket.setSoLinger(true, 0);
    }

    /** Never answers; ends when the other side hangs up. */
    public static Script silent() {
        return socket -> socket.getInputStream().read();
    }

    public int port() {
        return server.getLocalPort();
    }

    public int requests() {
        return requests.get();
    }

    public String lastRequest() {
        return lastRequest;
    }

    public boolean awaitRequests(int count, long time, TimeUnit unit) throws InterruptedException {
        long until = System.nanoTime() + unit.toNanos(time);
        synchronized (requests) {
            while (requests.get() < count && System.nanoTime() < until) {
                requests.wait(100);
            }
        }
        return requests.get() >= count;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                start(() -> serve(socket));
            } catch (IOException e) {
                // The test is over.
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String request = read(socket);
            if (request.isEmpty()) {
                return;
            }
            if (request.startsWith("GET /health/ready ")) {
                READY.answer(socket);
                return;
            }
            lastRequest = request;
            synchronized (requests) {
                requests.incrementAndGet();
                requests.notifyAll();
            }
            script.answer(socket);
        } catch (IOException e) {
            open.remove(socket);
        }
    }

    private String read(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            text.append((char) next);
        }
        if (text.indexOf("GET /health") != 0) {
            whileReading.answer(socket);
        }
        int at = text.indexOf("Content-Length: ");
        if (at >= 0) {
            int length = Integer.parseInt(text.substring(at + 16, text.indexOf("\r\n", at)));
            text.append(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        } else if (text.indexOf("Transfer-Encoding: chunked") >= 0) {
            while (text.indexOf("\r\n0\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("the request was broken off");
                }
                text.append((char) next);
            }
        }
        return text.toString();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "upstream");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
