package dev.pesto.payara.bench;

import dev.pesto.payara.cluster.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Single calls before a load, which show that the right one answers and how. */
final class Answers {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Answers() {}

    /** Until no other instance answers any more. */
    static void awaitConstant(Target target) {
        await(
                target,
                "answer of the constant upstream",
                50,
                reply -> reply.status() == 200 && reply.body().equals(Proxies.CONSTANT));
    }

    /** Exactly 200 from every port, now: a load by wrk tells only whether answers were below 400. */
    static void require(Target target) {
        for (int port : target.ports()) {
            try (Wire wire = new Wire(port)) {
                int status = wire.call(target.request(port)).status();
                if (status != 200) {
                    throw new Failure(target.name() + " at port " + port + " answers " + status + " instead of 200");
                }
            } catch (IOException e) {
                throw new Failure(target.name() + " at port " + port + " does not answer", e);
            }
        }
    }

    /** Until every port answers as it should, so many times in a row: several instances take turns behind one. */
    static void await(Target target, String what, int times, Predicate<Wire.Reply> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int port : target.ports()) {
            String last = "nothing";
            for (int seen = 0; seen < times; ) {
                if (System.nanoTime() > deadline) {
                    throw new Failure("no " + what + " within " + PATIENCE.toSeconds() + " s, but " + last);
                }
                try (Wire wire = new Wire(port)) {
                    Wire.Reply reply = wire.call(target.request(port));
                    last = reply.status() + " " + reply.body();
                    seen = wanted.test(reply) ? seen + 1 : 0;
                } catch (IOException e) {
                    last = e.toString();
                    seen = 0;
                }
                if (seen == 0) {
                    LockSupport.parkNanos(100_000_000);
                }
            }
        }
    }
}
