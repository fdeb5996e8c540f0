package dev.pesto.payara.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Looks, until it is closed, again and again at what the processes listen on that have a word in their command lines: a server that starts, and the one that it restarts as. */
final class SocketWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final String word;
    private final Set<InetSocketAddress> seen = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::run, "socket-watch");
    private volatile boolean over;

    SocketWatch(String word) {
        this.word = word;
        thread.setDaemon(true);
        thread.start();
    }

    Set<InetSocketAddress> seen() {
        return Set.copyOf(seen);
    }

    private void run() {
        while (!over) {
            ProcessHandle.allProcesses().forEach(this::look);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void look(ProcessHandle process) {
        try {
            Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
            if (Files.readString(commandLine, StandardCharsets.ISO_8859_1).contains(word)) {
                seen.addAll(ListeningSockets.of(process.pid()));
            }
        } catch (IOException ended) {
            // Meanwhile; or it is somebody else's.
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
