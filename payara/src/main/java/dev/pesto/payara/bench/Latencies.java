package dev.pesto.payara.bench;

import java.util.Arrays;

/** How long each of many calls took. Not for several threads: each has its own, and they are put together afterwards. */
final class Latencies {
    private long[] nanos = new long[1 << 10];
    private int size;
    private boolean sorted = true;

    void add(long took) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        nanos[size++] = took;
        sorted = false;
    }

    void addAll(Latencies others) {
        for (int i = 0; i < others.size; i++) {
            add(others.nanos[i]);
        }
    }

    /** The smallest measured value that so large a part of all does not exceed. NaN when there is none. */
    double millisAt(double part) {
        if (size == 0) {
            return Double.NaN;
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, size);
            sorted = true;
        }
        int rank = Math.max(1, (int) Math.ceil(part * size));
        return nanos[rank - 1] / 1e6;
    }
}
