package dev.pesto.payara.bench;

import dev.pesto.payara.cluster.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** What processes have worked, as the kernel counts it in {@code /proc/<pid>/stat}. */
final class CpuTime {
    /** USER_HZ, in which the kernel tells times: 100 wherever Linux runs on x86-64. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int UTIME = 11;
    private static final int STIME = 12;

    private CpuTime() {}

    /** User and system time together, in seconds. One that has ended is an error: its time would be missing. */
    static double of(Collection<Long> pids) {
        long ticks = 0;
        for (long pid : pids) {
            try {
                ticks += ticks(
                        Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                throw new Failure("process " + pid + " has ended while it was measured", e);
            }
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** The name of the program stands in brackets and may hold brackets and spaces itself; numbers come after the last one. */
    static long ticks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
    }
}
