package dev.pesto.payara.bench;

import java.util.function.DoubleSupplier;

/** JVMs compile what is used, and one that has just started says little. */
final class WarmUp {
    /** Two pieces in a row that bring hardly anything may still be chance; so many are enough. */
    private static final int IN_VAIN = 2;

    private static final double WORTH_IT = 1.05;
    private static final int MOST = 20;

    private WarmUp() {}

    /** Repeats a piece of load until its rate does not grow any more. */
    static void run(DoubleSupplier rate) {
        double best = 0;
        int inVain = 0;
        for (int piece = 0; piece < MOST && inVain < IN_VAIN; piece++) {
            double present = rate.getAsDouble();
            inVain = present < best * WORTH_IT ? inVain + 1 : 0;
            best = Math.max(best, present);
        }
    }
}
