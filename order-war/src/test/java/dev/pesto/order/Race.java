package dev.pesto.order;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Calls that start together. */
public final class Race {

    private Race() {}

    /** Lets all go through one gate, and returns what came of each, in their order. */
    @SafeVarargs
    public static <T> List<T> of(Callable<T>... runners) throws Exception {
        CyclicBarrier gate = new CyclicBarrier(runners.length);
        ExecutorService threads = Executors.newFixedThreadPool(runners.length);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> runner : runners) {
                running.add(threads.submit(() -> {
                    gate.await(10, TimeUnit.SECONDS);
                    return runner.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : running) {
                results.add(future.get(30, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
