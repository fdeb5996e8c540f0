package dev.pesto.order.contention.control;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Places, of which only a few at a time are for those who want the same row. Who enters gets its place and its share of every row at once or waits without any of
 * them, so nobody holds one thing while it waits for another. First come, first served among those who can go: one row that nobody gets keeps the others out of
 * nothing.
 */
final class Admission {

    private final ReentrantLock lock = new ReentrantLock();
    private final int most;
    private final Map<Long, Integer> inside = new HashMap<>();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int free;

    private final class Waiting {
        private final Set<Long> rows;
        private final Condition turn = lock.newCondition();
        private boolean admitted;

        private Waiting(Set<Long> rows) {
            this.rows = rows;
        }
    }

    /**
     * @param places how many may be inside
     * @param most how many of them may want the same row
     */
    Admission(int places, int most) {
        if (places < 1 || most < 1) {
            throw new IllegalArgumentException(places + " places, " + most + " for one row");
        }
        this.free = places;
        this.most = most;
    }

    /** Goes in, to want these rows; false when that is not possible in time. Who went in has to {@link #leave} with the same rows. */
    boolean enter(Set<Long> rows, Duration longest) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            // Nobody in the queue can go, or it would have gone: who can go now passes nobody who could.
            if (canGo(rows)) {
                take(rows);
                return true;
            }
            return await(new Waiting(rows), longest);
        } finally {
            lock.unlock();
        }
    }

    private boolean await(Waiting waiting, Duration longest) throws InterruptedException {
        long left = longest.toNanos();
        queue.addLast(waiting);
        try {
            while (!waiting.admitted && left > 0) {
                left = waiting.turn.awaitNanos(left);
            }
            return waiting.admitted;
        } catch (InterruptedException e) {
            if (waiting.admitted) {
                giveBack(waiting.rows);
            }
            throw e;
        } finally {
            if (!waiting.admitted) {
                queue.remove(waiting);
            }
        }
    }

    /** Goes out, and lets in whoever can go now. */
    void leave(Set<Long> rows) {
        lock.lock();
        try {
            giveBack(rows);
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Set<Long> rows) {
        free++;
        rows.forEach(row -> inside.compute(row, (same, count) -> count == 1 ? null : count - 1));
        Iterator<Waiting> waiting = queue.iterator();
        while (free > 0 && waiting.hasNext()) {
            Waiting next = waiting.next();
            if (canGo(next.rows)) {
                take(next.rows);
                next.admitted = true;
                waiting.remove();
                next.turn.signal();
            }
        }
    }

    private boolean canGo(Set<Long> rows) {
        return free > 0 && rows.stream().allMatch(row -> inside.getOrDefault(row, 0) < most);
    }

    private void take(Set<Long> rows) {
        free--;
        rows.forEach(row -> inside.merge(row, 1, Integer::sum));
    }

    /** How many wait. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many rows somebody inside wants. */
    int rowsWanted() {
        lock.lock();
        try {
            return inside.size();
        } finally {
            lock.unlock();
        }
    }
}
