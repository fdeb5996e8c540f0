package dev.pesto.balancer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Tasks that are done over and over. One that fails is logged and done again next time; left alone, a schedule ends with the first exception. */
public final class Timetable implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("dev.pesto.balancer");

    private final ScheduledExecutorService executor;
    private final List<Future<?>> tasks = new CopyOnWriteArrayList<>();

    public Timetable(int tasksAtOnce, ThreadFactory threads) {
        executor = Executors.newScheduledThreadPool(tasksAtOnce, threads);
    }

    /** Does the task, waits that long, does it again. */
    public void every(Duration pause, Runnable task) {
        tasks.add(executor.scheduleWithFixedDelay(() -> guarded(task), 0, pause.toNanos(), TimeUnit.NANOSECONDS));
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "done again next time", e);
        }
    }

    @Override
    public void close() {
        tasks.forEach(task -> task.cancel(true));
        executor.shutdownNow();
    }
}
