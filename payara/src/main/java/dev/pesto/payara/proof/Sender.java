package dev.pesto.payara.proof;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Sends what a client wants until it is decided, always with the same key. */
final class Sender {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int CONTENTIONS = 3;

    private final Doors doors;
    private final Faults faults;
    private final Timeline timeline;
    private final Findings findings;

    /**
     * How it ended.
     *
     * @param disturbed something was pulled meanwhile: a refusal is what the client was told, not all there is to know
     */
    record Decision(Answer answer, boolean disturbed) {}

    Sender(Doors doors, Faults faults, Timeline timeline, Findings findings) {
        this.doors = doors;
        this.faults = faults;
        this.timeline = timeline;
        this.findings = findings;
    }

    Decision post(Person who, String path, String body, String key) {
        long began = System.nanoTime();
        boolean open = false;
        int contentions = 0;
        while (true) {
            String token = who.token();
            Answer answer = doors.post(path, token, body, key);
            long now = System.nanoTime();
            if (answer.status() == 500) {
                findings.add("answered 500", path + " " + answer.body());
            }
            if (answer.status() == 401) {
                who.forget(token);
            } else if (answer.isContention()) {
                contentions++;
            } else {
                open |= answer.leavesOpen();
            }
            boolean givenUp = answer.isContention() && !open && contentions > CONTENTIONS;
            if (givenUp || isDecided(answer)) {
                timeline.decided(began, now);
                return new Decision(answer, faults.disturbed(began, now));
            }
            if (now - began > PATIENCE.toNanos()) {
                findings.add("undecided", path + " after " + PATIENCE.toSeconds() + " s: " + answer.code());
                return new Decision(Answer.NONE, true);
            }
            timeline.count("retries");
            timeline.count("retries after " + answer.code());
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean isDecided(Answer answer) {
        return !answer.leavesOpen() && !answer.isContention() && answer.status() != 401;
    }
}
