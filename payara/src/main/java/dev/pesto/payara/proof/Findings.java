package dev.pesto.payara.proof;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What does not hold. */
public final class Findings {
    private static final int TOLD = 100;

    private final Map<String, Long> counts = new TreeMap<>();
    private final List<String> details = new ArrayList<>();

    synchronized void add(String kind, String detail) {
        add(kind, 1, detail);
    }

    /** So many units, orders or requests at once. */
    synchronized void add(String kind, long many, String detail) {
        counts.merge(kind, many, Long::sum);
        if (details.size() < TOLD) {
            details.add(kind + ": " + detail);
        }
    }

    public synchronized boolean areNone() {
        return counts.isEmpty();
    }

    public synchronized Map<String, Long> counts() {
        return Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    /** The first of them, in words. */
    public synchronized List<String> details() {
        return List.copyOf(details);
    }
}
