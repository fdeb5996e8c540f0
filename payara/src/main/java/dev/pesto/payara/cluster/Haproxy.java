package dev.pesto.payara.cluster;

import java.io.IOException;
import java.nio.file.Path;

/** HAProxy in the foreground, in a session of its own as every process of a cluster, and told nothing that it need not know. */
public final class Haproxy {
    private Haproxy() {}

    public static Process start(Path configuration, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "setsid", Program.HAPROXY.require(), "-db", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(Launch::isOurs);
        return builder.start();
    }
}
