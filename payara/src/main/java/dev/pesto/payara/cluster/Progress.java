package dev.pesto.payara.cluster;

import java.io.PrintStream;

/** Tells a waiting person what happens: one moving line on a terminal, a line for each step elsewhere. */
public final class Progress {
    private final PrintStream out;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private String last = "";

    public Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    public synchronized void step(String text) {
        long seconds = (System.nanoTime() - start) / 1_000_000_000L;
        if (terminal) {
            out.printf("\r\033[K%3d s  %s", seconds, text);
            out.flush();
        } else if (!text.equals(last)) {
            out.printf("%3d s  %s%n", seconds, text);
        }
        last = text;
    }

    public synchronized void end(String text) {
        step(text);
        if (terminal) {
            out.println();
        }
    }
}
