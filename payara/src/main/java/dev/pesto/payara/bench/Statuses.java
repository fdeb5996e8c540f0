package dev.pesto.payara.bench;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Answers by status; 0 stands for a call that got none. */
final class Statuses {
    static final int NO_ANSWER = 0;

    private final Map<Integer, Long> counts = new TreeMap<>();

    synchronized void count(int status) {
        counts.merge(status, 1L, Long::sum);
    }

    synchronized void addAll(Statuses others) {
        others.counts.forEach((status, count) -> counts.merge(status, count, Long::sum));
    }

    synchronized long of(int status) {
        return counts.getOrDefault(status, 0L);
    }

    synchronized long all() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether every call, and at least one, was answered so. */
    synchronized boolean areAll(int status) {
        return counts.keySet().equals(Set.of(status));
    }

    @Override
    public synchronized String toString() {
        return counts.toString();
    }
}
