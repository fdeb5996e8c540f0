package dev.pesto.payara.bench;

import java.util.ArrayList;
import java.util.List;

/** Values of several rounds: the middle one counts, the extremes tell how far to trust it. */
record Spread(double lowest, double median, double highest) {

    static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(null);
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(sorted.get(0), median, sorted.get(sorted.size() - 1));
    }

    /** Round by round, so that what slows a whole round slows both sides of a ratio. */
    static Spread ofRatios(List<Double> values, List<Double> bases) {
        return of(pairs(values, bases, true));
    }

    /** The same for what one side takes longer than the other. */
    static Spread ofDifferences(List<Double> values, List<Double> bases) {
        return of(pairs(values, bases, false));
    }

    private static List<Double> pairs(List<Double> values, List<Double> bases, boolean ratios) {
        if (values.size() != bases.size()) {
            throw new IllegalArgumentException("a round is missing on one side");
        }
        List<Double> pairs = new ArrayList<>();
        for (int round = 0; round < values.size(); round++) {
            double value = values.get(round);
            double base = bases.get(round);
            pairs.add(ratios ? value / base : value - base);
        }
        return pairs;
    }
}
