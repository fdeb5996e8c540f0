package dev.pesto.payara.bench;

import dev.pesto.payara.cluster.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * So many requests a second, each due at its moment whether or not the ones before are answered. A latency counts from when the request was due: one that had to
 * wait for its connection has waited all the same.
 */
final class SteadyLoad {
    private static final int CONNECTIONS = 32;
    /** Connections are made and caches filled in this time; nothing of it is counted. */
    private static final Duration PRELUDE = Duration.ofSeconds(1);

    private final Latencies latencies = new Latencies();
    private final Statuses statuses = new Statuses();

    private SteadyLoad() {}

    static SteadyLoad run(Target target, int perSecond, Duration time) {
        SteadyLoad load = new SteadyLoad();
        long interval = 1_000_000_000L / perSecond;
        long begin = System.nanoTime() + Duration.ofMillis(50).toNanos();
        long counted = begin + PRELUDE.toNanos();
        long end = counted + time.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            int port = target.ports().get(i % target.ports().size());
            long first = begin + i * interval;
            threads.add(new Thread(
                    () -> load.call(new Wire(port), target.request(port), first, CONNECTIONS * interval, counted, end),
                    "steady-" + i));
        }
        threads.forEach(Thread::start);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
        return load;
    }

    private void call(Wire wire, byte[] request, long first, long period, long counted, long end) {
        Latencies own = new Latencies();
        Statuses answers = new Statuses();
        try (wire) {
            for (long due = first; due < end; due += period) {
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                int status = status(wire, request);
                if (due >= counted) {
                    own.add(System.nanoTime() - due);
                    answers.count(status);
                }
            }
        } catch (IOException e) {
            // Closing a connection whose work is done.
            answers.count(Statuses.NO_ANSWER);
        }
        synchronized (this) {
            latencies.addAll(own);
            statuses.addAll(answers);
        }
    }

    private static int status(Wire wire, byte[] request) {
        try {
            return wire.call(request).status();
        } catch (IOException broken) {
            return Statuses.NO_ANSWER;
        }
    }

    Latencies latencies() {
        return latencies;
    }

    Statuses statuses() {
        return statuses;
    }
}
