package dev.pesto.payara.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** HAProxy before the balancers, with a certificate that this machine signs for itself. */
final class Edge {
    private final Home home;
    private final Plan plan;

    Edge(Home home, Plan plan) {
        this.home = home;
        this.plan = plan;
    }

    Member start() throws IOException {
        Path directory = home.directory().resolve("edge");
        Files.createDirectories(directory);
        certificate(directory);
        Path template = Path.of(System.getProperty("pesto.haproxy", "payara/haproxy/haproxy.cfg"));
        String servers = IntStream.rangeClosed(1, plan.balancers())
                .mapToObj(n -> "    server balancer-" + n + " 127.0.0.1:" + Role.BALANCER.port(n, plan.port(), true)
                        + " check")
                .collect(Collectors.joining("\n"));
        String text = Files.readString(template)
                .replaceAll("(?m)^    server balancer-1 .*$", servers)
                .replaceAll("(?m)^    server balancer-2 .*\\R", "")
                .replaceAll(
                        "(?m)^    bind .*$",
                        "    bind 127.0.0.1:" + plan.port() + " ssl crt " + directory.resolve("edge.pem")
                                + " alpn h2,http/1.1");
        Path configuration = directory.resolve("haproxy.cfg");
        Files.writeString(configuration, text);
        try {
            Process process = new ProcessBuilder("setsid", "haproxy", "-db", "-f", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(home.log("edge").toFile())
                    .start();
            return Member.of("edge", "edge", process.toHandle(), plan.port());
        } catch (IOException absent) {
            throw new Failure("haproxy is not installed: install it, or start without --edge", absent);
        }
    }

    private void certificate(Path directory) throws IOException {
        Path pem = directory.resolve("edge.pem");
        if (Files.exists(pem)) {
            return;
        }
        Path key = directory.resolve("edge.key");
        Path crt = directory.resolve("edge.crt");
        Process process = new ProcessBuilder(List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-nodes",
                        "-days",
                        "365",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "subjectAltName=DNS:localhost,IP:127.0.0.1",
                        "-keyout",
                        key.toString(),
                        "-out",
                        crt.toString()))
                .redirectErrorStream(true)
                .redirectOutput(home.log("certificate").toFile())
                .start();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new Failure("openssl could not make a certificate; see " + home.log("certificate"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        Files.createFile(pem, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(pem, Files.readString(crt) + Files.readString(key), StandardCharsets.US_ASCII);
        Files.delete(key);
    }
}
