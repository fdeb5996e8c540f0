package dev.pesto.order.orders.entity;

import dev.pesto.commons.problem.Refusal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is wanted: lines of one product merged, in ascending product id, which is the order of the locks. */
public final class Basket {

    /** The most units of one product in one order. */
    public static final int MOST_OF_ONE = 999;

    private final SortedMap<Long, Integer> quantities = new TreeMap<>();

    /**
     * Adds a line.
     *
     * @param pointer JSON pointer of the line, for the refusal of more than {@link #MOST_OF_ONE}
     */
    public void add(long productId, int quantity, String pointer) {
        int sum = quantities.merge(productId, quantity, Math::addExact);
        if (sum > MOST_OF_ONE) {
            throw Refusal.invalid(
                    pointer + "/quantity",
                    "range",
                    "all lines of one product are at most " + MOST_OF_ONE + " together");
        }
    }

    public SortedMap<Long, Integer> quantities() {
        return Collections.unmodifiableSortedMap(quantities);
    }
}
