package dev.pesto.payara.proof;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What was counted, and when keyed requests were decided. Instants are nanoseconds of this JVM. */
public final class Timeline {
    private final Map<String, LongAdder> counts = new java.util.concurrent.ConcurrentHashMap<>();
    private final long start = System.nanoTime();
    private long[] decided = new long[1 << 14];
    private int size;
    private long slowest;

    void count(String what) {
        counts.computeIfAbsent(what, key -> new LongAdder()).increment();
    }

    long counted(String what) {
        LongAdder adder = counts.get(what);
        return adder == null ? 0 : adder.sum();
    }

    Map<String, Long> counts() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((what, adder) -> all.put(what, adder.sum()));
        return all;
    }

    synchronized void decided(long began, long now) {
        if (size == decided.length) {
            decided = Arrays.copyOf(decided, 2 * size);
        }
        decided[size++] = now;
        slowest = Math.max(slowest, now - began);
    }

    /** The longest time within which no keyed request of any client was decided. */
    synchronized long longestGapMillis(long from, long to) {
        long last = from;
        long longest = 0;
        long[] inOrder = Arrays.copyOf(decided, size);
        Arrays.sort(inOrder);
        for (long instant : inOrder) {
            if (instant > from && instant <= to) {
                longest = Math.max(longest, instant - last);
                last = instant;
            }
        }
        return Math.max(longest, to - last) / 1_000_000;
    }

    /** From the first try of one key to its decision. */
    synchronized long slowestKeyMillis() {
        return slowest / 1_000_000;
    }

    long seconds() {
        return (System.nanoTime() - start) / 1_000_000_000;
    }
}
