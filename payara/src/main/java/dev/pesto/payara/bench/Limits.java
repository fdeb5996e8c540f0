package dev.pesto.payara.bench;

import dev.pesto.payara.cluster.Failure;
import dev.pesto.payara.cluster.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Rate limits of the running balancers, changed as an operator changes them: by the settings file. */
final class Limits {
    /** On, and above all that two cores can send. A higher one would be asked for less often than one that matters. */
    static final String UNREACHED = "1500000/60s";

    static final Map<String, String> HIGH = Map.of(
            "pesto.limits.default", UNREACHED, "pesto.limits.orders", UNREACHED, "pesto.limits.auth", "1000/60s");

    private final Home home;

    Limits(Home home) {
        this.home = home;
    }

    /** Returns when every port of the target has been seen to count so, {@code off} included. */
    void set(String limit, Target target) {
        Path file = home.settings();
        try {
            Files.writeString(file, "pesto.limits.default=" + limit + "\n");
        } catch (IOException e) {
            throw new Failure("cannot write to " + file + ": " + e.getMessage(), e);
        }
        String quota = ";q=" + limit.split("/", -1)[0] + ";";
        Answers.await(target, "limit of " + limit, 1, reply -> {
            String policy = reply.headers().get("ratelimit-policy");
            return limit.equals("off") ? policy == null : policy != null && policy.contains(quota);
        });
    }
}
