package dev.pesto.payara.bench;

import dev.pesto.payara.cluster.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A given number of calls, each once, by a few clients. */
final class Calls {
    private static final int CLIENTS = 16;

    private Calls() {}

    /** One call with each of these tokens. */
    static Statuses each(Target target, List<String> bearers) {
        Statuses statuses = new Statuses();
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int port = target.ports().get(i % target.ports().size());
            threads.add(new Thread(() -> call(port, target.path(), bearers, next, statuses), "calls-" + i));
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
        return statuses;
    }

    private static void call(int port, String path, List<String> bearers, AtomicInteger next, Statuses statuses) {
        try (Wire wire = new Wire(port)) {
            for (int i = next.getAndIncrement(); i < bearers.size(); i = next.getAndIncrement()) {
                Map<String, String> headers = Map.of("Authorization", "Bearer " + bearers.get(i));
                statuses.count(wire.call(Wire.request("GET", port, path, headers, null))
                        .status());
            }
        } catch (IOException e) {
            statuses.count(Statuses.NO_ANSWER);
        }
    }
}
