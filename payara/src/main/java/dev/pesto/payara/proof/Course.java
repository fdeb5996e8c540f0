package dev.pesto.payara.proof;

import java.time.Duration;
import java.util.List;

/**
 * How a proof is run.
 *
 * @param faults whether anything is pulled
 * @param thinkMillis at most so long a client waits before it does the next thing
 * @param calmMillis at most so long, beyond two seconds, between two faults
 * @param databaseRestart the command that restarts a database which is not ours; empty: it is not restarted
 */
public record Course(
        long seed,
        Duration time,
        int clients,
        int thinkMillis,
        boolean faults,
        int calmMillis,
        List<String> databaseRestart) {

    /** 64 clients, a fault every few seconds. */
    public static Course of(long seed, Duration time, List<String> databaseRestart) {
        return new Course(seed, time, 64, 1_000, true, 8_000, databaseRestart);
    }

    /**
     * For a gate on two cores: as many clients, who pause longer. With the full load most of the time goes by until a killed instance has started beside it.
     */
    public static Course inShort(long seed) {
        return new Course(seed, Duration.ofSeconds(60), 64, 2_500, true, 4_000, List.of());
    }

    /** Load only, as a sabotaged cluster needs to show its fault. */
    public Course withoutFaults() {
        return new Course(seed, time, clients, thinkMillis, false, calmMillis, databaseRestart);
    }
}
