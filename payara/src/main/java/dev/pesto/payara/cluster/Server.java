package dev.pesto.payara.cluster;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Payara Micro, unpacked once, with an archive of its classes as the JVM keeps them in memory: half of a start is reading
 * classes. The archive names its jars relative to the working directory, so each instance has the jars as hard links under
 * the same relative path, and the configuration as a copy of its own.
 */
final class Server {
    /** What payara-micro.jar sets for itself and its unpacked form does not. */
    static final List<String> BOOT = List.of(
            "-Dorg.glassfish.grizzly.DEFAULT_MEMORY_MANAGER=org.glassfish.grizzly.memory.HeapMemoryManager",
            "-Dcom.sun.enterprise.config.config_environment_factory_class="
                    + "com.sun.enterprise.config.serverbeans.AppserverConfigEnvironmentFactory",
            "-Djava.net.preferIPv4Stack=true",
            "-Dorg.jboss.weld.serialization.beanIdentifierIndexOptimization=false",
            "-Dorg.glassfish.startupThreadPolicy=FULLY_THREADED",
            "-Djdbc.drivers=org.h2.Driver",
            "-Djdk.tls.rejectClientInitiatedRenegotiation=true",
            "-DANTLR_USE_DIRECT_CLASS_LOADING=true");

    private final Home home;
    private final Distribution distribution;

    Server(Home home, Distribution distribution) {
        this.home = home;
        this.distribution = distribution;
    }

    /** Unpacks and archives, unless this very server has been already. */
    void prepare(Plan plan, Progress progress) throws IOException {
        String fingerprint = distribution.fingerprint();
        Path mark = home.server().resolve("prepared");
        if (Files.exists(mark) && Files.readString(mark).equals(fingerprint)) {
            return;
        }
        if (Files.exists(home.server())) {
            Home.delete(home.server());
        }
        if (Files.exists(home.directory().resolve("instances"))) {
            Home.delete(home.directory().resolve("instances"));
        }
        Files.createDirectories(home.server());
        progress.step("unpacking the server (once)");
        run(
                "java",
                "-jar",
                distribution.micro().toString(),
                "--rootdir",
                home.server().resolve("root").toString(),
                "--addlibs",
                distribution.libraries(),
                "--outputlauncher");
        progress.step("archiving its classes for fast starts (once)");
        List<String> dump =
                new ArrayList<>(List.of("java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        dump.addAll(BOOT);
        dump.addAll(List.of(
                "-Dhazelcast.socket.bind.any=false",
                "-XX:ArchiveClassesAtExit=" + archive(),
                "-jar",
                "root/launch-micro.jar",
                "--warmup",
                "--disablephonehome",
                "--nohostaware",
                "--interfaces",
                "127.0.0.1",
                "--port",
                Integer.toString(plan.preparationPort()),
                "--startport",
                Integer.toString(plan.gridPort(Role.GRID_SIZE)),
                "--clustername",
                "pesto-warmup",
                "--clustermode",
                "tcpip:127.0.0.1:" + plan.gridPort(Role.GRID_SIZE)));
        run(dump.toArray(String[]::new));
        Files.writeString(mark, fingerprint);
    }

    Path archive() {
        return home.server().resolve("classes.jsa");
    }

    /** A place for one instance to run in. */
    Path place(String name) throws IOException {
        Path place = home.instance(name);
        if (Files.exists(place)) {
            Home.delete(place);
        }
        Path from = home.server().resolve("root");
        Path to = place.resolve("root");
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = to.resolve(from.relativize(file));
                if (file.toString().endsWith(".jar") || file.toString().endsWith(".rar")) {
                    Files.createLink(copy, file);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return place;
    }

    private void run(String... command) throws IOException {
        Path log = home.log("prepare");
        command[0] = java().toString();
        Process process = new ProcessBuilder(command)
                .directory(home.server().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Thread hook = new Thread(process::destroyForcibly);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            process.destroyForcibly();
            throw new IOException(shuttingDown);
        }
        try {
            if (!process.waitFor(180, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new Failure("the server could not be prepared; see " + log);
            }
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
