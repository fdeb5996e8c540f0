package dev.pesto.payara.bench;

import dev.pesto.payara.cluster.Failure;
import dev.pesto.payara.cluster.Haproxy;
import dev.pesto.payara.cluster.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** HAProxy twice: as what Pesto's balancer is compared with, and as an instance that answers at once, always the same. */
final class Proxies {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** As long as a small order. */
    static final String CONSTANT = "{\"constant\": \"" + "x".repeat(225) + "\"}";

    private static final String COMMON = """
            global
                zero-warning
            defaults
                mode http
                timeout connect 1s
                timeout client 15s
                timeout server 17s
                # Connections to instances are kept and shared by clients, as Pesto's balancer keeps its own.
                http-reuse always
            """;

    private final Home home;
    private final Path directory;
    private final int port;

    /** @param port the cluster's public one; ports here lie behind those of its members */
    Proxies(Home home, int port) {
        this.home = home;
        this.directory = home.directory().resolve("bench");
        this.port = port;
    }

    Path directory() {
        return directory;
    }

    int ordersPort() {
        return port + 40;
    }

    int constantPort() {
        return port + 41;
    }

    static List<Integer> constantInstances(int port) {
        return List.of(port + 42, port + 43);
    }

    /** @param token lets calls into the instances, as a balancer's own does */
    Process before(List<Integer> orderInstances, String token) {
        String text = COMMON
                + before("orders", ordersPort(), orderInstances, token)
                + before("constant", constantPort(), constantInstances(port), token);
        return start("haproxy", text, ordersPort());
    }

    static String before(String name, int port, List<Integer> instances, String token) {
        String servers = instances.stream()
                .map(instance -> "    server s" + instance + " 127.0.0.1:" + instance + "\n")
                .collect(Collectors.joining());
        return "frontend " + name + "\n    bind 127.0.0.1:" + port + "\n    default_backend " + name + "\nbackend "
                + name + "\n    balance roundrobin\n    http-request set-path /order%[path]\n"
                + "    http-request set-header Pesto-Service " + token + "\n" + servers;
    }

    Process constant() {
        try {
            Files.createDirectories(directory);
            Path body = Files.writeString(directory.resolve("constant.json"), CONSTANT);
            String binds = constantInstances(port).stream()
                    .map(instance -> "    bind 127.0.0.1:" + instance + "\n")
                    .collect(Collectors.joining());
            String text = COMMON + "frontend constant\n" + binds
                    + "    http-request return status 200 content-type application/json file \"" + body + "\"\n";
            return start("constant", text, constantInstances(port).get(0));
        } catch (IOException e) {
            throw new Failure("cannot write to " + directory + ": " + e.getMessage(), e);
        }
    }

    private Process start(String name, String configuration, int listening) {
        try {
            Files.createDirectories(directory);
            Path file = Files.writeString(directory.resolve(name + ".cfg"), configuration);
            Process process = Haproxy.start(file, home.log(name));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (process.isAlive() && !accepts(listening)) {
                if (System.nanoTime() > deadline) {
                    process.destroyForcibly();
                }
                LockSupport.parkNanos(20_000_000);
            }
            if (!process.isAlive()) {
                throw new Failure("HAProxy could not start as " + name + ": "
                        + Files.readString(home.log(name)).lines().findFirst().orElse("no output"));
            }
            return process;
        } catch (IOException e) {
            throw new Failure("cannot start HAProxy: " + e.getMessage(), e);
        }
    }

    private static boolean accepts(int port) {
        try (Wire wire = new Wire(port)) {
            wire.connect();
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
