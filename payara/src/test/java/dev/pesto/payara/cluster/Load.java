package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Clients that call and call while something happens to the cluster, each at most forty times a second: servers have to start meanwhile. */
final class Load {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int WARM = 20;
    private static final long PAUSE_NANOS = 25_000_000;

    private final List<Runnable> clients = new ArrayList<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean ended;

    /** One more client; its call fails by throwing. */
    Load client(Runnable call) {
        clients.add(call);
        return this;
    }

    /** Returns how many calls there were; none of them may have failed. */
    int during(Runnable event) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            clients.forEach(client -> running.add(threads.submit(() -> repeat(client))));
            awaitCalls(WARM);
            event.run();
            awaitCalls(calls.get() + WARM);
            ended = true;
            for (Future<?> future : running) {
                future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            ended = true;
            threads.shutdownNow();
        }
        assertThat(failures).as("failed of %s calls", calls.get()).isEmpty();
        return calls.get();
    }

    private void awaitCalls(int wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (calls.get() < wanted) {
            assertThat(System.nanoTime())
                    .as("%s of %s calls", calls.get(), wanted)
                    .isLessThan(deadline);
            LockSupport.parkNanos(10_000_000L);
        }
    }

    private void repeat(Runnable call) {
        while (!ended) {
            try {
                call.run();
            } catch (RuntimeException | AssertionError e) {
                failures.add(e.toString());
            }
            calls.incrementAndGet();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
