package dev.pesto.payara.proof;

import dev.pesto.payara.cluster.Cluster;
import dev.pesto.payara.cluster.Failure;
import dev.pesto.payara.cluster.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Pulls plugs as the seed says, and waits each time until the cluster is whole again by itself. */
final class Faults {
    private static final Duration WHOLE_AFTER = Duration.ofMinutes(5);
    /** What a frozen or cut-off instance had begun is over by then: a call has 15 s, a try for it 10 s. */
    private static final long AFTERMATH = Duration.ofSeconds(30).toNanos();

    /** What can be pulled. */
    enum Kind {
        KILL_ORDER,
        PAUSE_ORDER,
        KILL_BALANCER,
        RESTART_DATABASE,
        KILL_DATABASE
    }

    /** One that was pulled, and what it cost. */
    record Pulled(String what, long atSecond, long withoutServiceMillis, long wholeAfterMillis) {}

    private record Span(long from, long to) {}

    private final Cluster cluster;
    private final Random random;
    private final Timeline timeline;
    private final Findings findings;
    private final List<String> databaseRestart;
    private final boolean embedded;
    private final List<Kind> coming = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();
    private final List<Pulled> pulled = new ArrayList<>();

    /** @param databaseRestart a command that restarts a database which is not ours; empty: it is left alone */
    Faults(Cluster cluster, Random random, Timeline timeline, Findings findings, List<String> databaseRestart) {
        this.cluster = cluster;
        this.random = random;
        this.timeline = timeline;
        this.findings = findings;
        this.databaseRestart = databaseRestart;
        this.embedded = cluster.state().database().embedded();
    }

    /** Each kind comes once before any comes again. */
    private Kind next() {
        if (coming.isEmpty()) {
            Set<Kind> possible = EnumSet.allOf(Kind.class);
            if (!embedded) {
                possible.remove(Kind.KILL_DATABASE);
                if (databaseRestart.isEmpty()) {
                    possible.remove(Kind.RESTART_DATABASE);
                }
            }
            if (cluster.state().of(Role.BALANCER).size() < 2) {
                possible.remove(Kind.KILL_BALANCER);
            }
            coming.addAll(possible);
            Collections.shuffle(coming, random);
        }
        return coming.remove(0);
    }

    boolean roundIsOver() {
        return coming.isEmpty();
    }

    /** Pulls the next one and returns when the cluster is whole again. */
    void pullOne() {
        Kind kind = next();
        long from = System.nanoTime();
        synchronized (spans) {
            spans.add(new Span(from, Long.MAX_VALUE));
        }
        String what = kind.name().toLowerCase(java.util.Locale.ROOT);
        long over = from;
        try {
            switch (kind) {
                case KILL_ORDER -> what += " " + killAndRevive("order-" + number(Role.ORDER));
                case KILL_BALANCER -> what += " " + killAndRevive("balancer-" + number(Role.BALANCER));
                case PAUSE_ORDER -> what += " " + pause("order-" + number(Role.ORDER));
                case RESTART_DATABASE -> restartDatabase();
                case KILL_DATABASE -> cluster.restartDatabase(true);
            }
            over = System.nanoTime();
            cluster.awaitWhole(WHOLE_AFTER);
        } catch (Failure failure) {
            findings.add("not whole again", what + ": " + failure.getMessage());
        }
        long whole = System.nanoTime();
        synchronized (spans) {
            spans.set(spans.size() - 1, new Span(from, whole + AFTERMATH));
            pulled.add(new Pulled(
                    what,
                    timeline.seconds(),
                    timeline.longestGapMillis(from, whole),
                    TimeUnit.NANOSECONDS.toMillis(whole - over)));
        }
        timeline.count(kind.name().toLowerCase(java.util.Locale.ROOT));
    }

    private int number(Role role) {
        return 1 + random.nextInt(cluster.state().of(role).size());
    }

    private String killAndRevive(String name) {
        cluster.kill(name);
        stayAway();
        cluster.revive(name);
        return name;
    }

    private String pause(String name) {
        cluster.pause(name);
        int millis;
        try {
            millis = stayAway();
        } finally {
            cluster.resume(name);
        }
        return name + " for " + millis + " ms";
    }

    /** Short enough to be waited for by requests that hang, or longer than any call. */
    private int stayAway() {
        int millis = random.nextInt(3) == 0 ? 16_000 + random.nextInt(6_000) : 1_000 + random.nextInt(9_000);
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
        return millis;
    }

    private void restartDatabase() {
        if (embedded) {
            cluster.restartDatabase(false);
            return;
        }
        try {
            int exit = new ProcessBuilder(databaseRestart).inheritIO().start().waitFor();
            if (exit != 0) {
                throw new Failure(String.join(" ", databaseRestart) + " ends with " + exit);
            }
        } catch (java.io.IOException e) {
            throw new Failure("cannot run " + String.join(" ", databaseRestart) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    /** Whether anything was pulled, or had its aftermath, within this time. */
    boolean disturbed(long from, long to) {
        synchronized (spans) {
            return spans.stream().anyMatch(span -> span.from() <= to && span.to() >= from);
        }
    }

    List<Pulled> pulled() {
        synchronized (spans) {
            return List.copyOf(pulled);
        }
    }
}
