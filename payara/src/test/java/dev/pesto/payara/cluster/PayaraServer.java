package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.sql.WarAccount;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The EAR on Payara Server, set up as the README tells operators to, over the database and the keys of a cluster that runs. */
final class PayaraServer implements AutoCloseable {
    static final int PORT_BASE = 21900;
    private static final int HTTP = PORT_BASE + 80;
    private static final int ADMIN = PORT_BASE + 48;
    private static final String PASSWORD = "AS_ADMIN_PASSWORD=";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path target = Path.of("target").toAbsolutePath();
    private final Path domains = target.resolve("domains");
    private final Path passwordFile = domains.resolve("asadmin.password");
    private final Map<String, String> environment = new HashMap<>();
    private Set<InetSocketAddress> seenListening = Set.of();

    PayaraServer(RunningCluster.Started cluster) {
        Home home = cluster.cluster().home();
        var database = cluster.state().database();
        environment.put("DB_HOST", database.host());
        environment.put("DB_PORT", Integer.toString(database.port()));
        environment.put("DB_DATABASE", database.name());
        environment.put("DB_SSL_MODE", "DISABLED");
        for (WarAccount account : WarAccount.values()) {
            environment.put(account.passwordVariable(), home.secret(account.passwordVariable()));
        }
        environment.put("PESTO_KEYS_DIRECTORY", home.keys().toString());
        environment.put("MP_JWT_VERIFY_ISSUER", "pesto");
        environment.put("MP_JWT_VERIFY_AUDIENCES", "pesto-api");
        environment.put(
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                home.keys().resolve("jwks.json").toUri().toString());
        environment.put(
                "PESTO_BALANCER_INSTANCES",
                Stream.of("user", "product", "order")
                        .map(service -> service + "@127.0.0.1:" + HTTP + "/" + service)
                        .reduce((one, other) -> one + "," + other)
                        .orElseThrow());
        // As in the cluster of these tests: neither this server nor a command of asadmin lives long enough for the
        // second compiler.
        environment.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        environment.put("AS_ADMIN_USER", "admin");
        environment.put("AS_ADMIN_PASSWORDFILE", passwordFile.toString());
        for (String limit : List.of("DEFAULT", "ORDERS", "AUTH")) {
            environment.put("PESTO_LIMITS_" + limit, "off");
        }
    }

    String origin() {
        return "http://127.0.0.1:" + HTTP;
    }

    void start() throws IOException, InterruptedException {
        Home.delete(domains);
        Files.createDirectories(domains);
        writePassword(passwordFile, UUID.randomUUID().toString());
        try (SocketWatch watch = new SocketWatch(domains.toString())) {
            takeTheSteps();
            awaitReady();
            seenListening = watch.seen();
        }
    }

    private void takeTheSteps() throws IOException, InterruptedException {
        asadmin("create-domain", "--domaindir", domains.toString(), "--portbase", Integer.toString(PORT_BASE), "pesto");
        try (Stream<Path> jars = Files.list(target.resolve("pesto/server"))) {
            for (Path jar : jars.filter(j -> !j.getFileName().toString().startsWith("payara"))
                    .toList()) {
                Files.copy(jar, domains.resolve("pesto/lib").resolve(jar.getFileName()));
            }
        }
        asadmin(
                "start-domain",
                "--domaindir",
                domains.toString(),
                "--prebootcommandfile",
                file("server-preboot"),
                "pesto");
        for (String file : List.of("server", "user", "product", "order", "balancer")) {
            asadmin("--port", Integer.toString(ADMIN), "multimode", "--file", file(file));
        }
        asadmin("restart-domain", "--domaindir", domains.toString(), "pesto");
        asadmin(
                "--port",
                Integer.toString(ADMIN),
                "deploy",
                "--name",
                "pesto",
                target.resolve("../../ear/target/pesto.ear").normalize().toString());
    }

    /** What the server has listened on, from its first start until it answered. */
    Set<InetSocketAddress> seenListening() {
        return seenListening;
    }

    /** Whether it does what an administrator tells it who says this password. */
    boolean obeys(String password) throws IOException, InterruptedException {
        Path said = domains.resolve("said.password");
        writePassword(said, password);
        return run(List.of("--passwordfile", said.toString(), "--port", Integer.toString(ADMIN), "list-jvm-options"))
                == 0;
    }

    String password() throws IOException {
        return Files.readString(passwordFile).strip().substring(PASSWORD.length());
    }

    private static void writePassword(Path file, String password) throws IOException {
        Files.writeString(file, PASSWORD + password + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String file(String name) {
        return Path.of("asadmin", name + ".asadmin").toAbsolutePath().toString();
    }

    /** Another application of the domain: one page, at {@code /NAME/}. */
    void serveBeside(String name, String jsp) throws IOException, InterruptedException {
        Path application = domains.resolve("beside").resolve(name);
        Files.createDirectories(application);
        Files.writeString(application.resolve("index.jsp"), jsp);
        asadmin("--port", Integer.toString(ADMIN), "deploy", "--name", name, application.toString());
    }

    long pid() throws IOException {
        return Long.parseLong(
                Files.readString(domains.resolve("pesto/config/pid")).strip());
    }

    private void awaitReady() {
        Api api = new Api(origin() + "/api/v1");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (String path : List.of("/users/me", "/products", "/orders")) {
            while (api.get(path, null).status() != 401) {
                assertThat(System.nanoTime())
                        .as("%s is not served; see %s", path, log())
                        .isLessThan(deadline);
                LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            }
        }
        // The first password check loads what the next ones need, and may take longer than a call may.
        Map<String, String> nobody = Map.of("email", "nobody@pesto.example", "password", "no password of anybody");
        while (api.post("/auth/tokens", null, nobody).status() >= 500) {
            assertThat(System.nanoTime()).as("no login; see %s", log()).isLessThan(deadline);
        }
    }

    Path log() {
        return domains.resolve("pesto/logs/server.log");
    }

    Path configuration() {
        return domains.resolve("pesto/config/domain.xml");
    }

    private void asadmin(String... arguments) throws IOException, InterruptedException {
        assertThat(run(List.of(arguments)))
                .as("%s: see %s", List.of(arguments), output())
                .isZero();
    }

    private int run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Server.java().toString(),
                "-jar",
                target.resolve("payara6/glassfish/lib/client/appserver-cli.jar").toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("AS_JAVA", System.getProperty("java.home"));
        Process process = builder.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).as("%s ends: see %s", arguments, output()).isTrue();
        return process.exitValue();
    }

    private Path output() {
        return domains.resolve("asadmin.log");
    }

    @Override
    public void close() {
        try {
            asadmin("stop-domain", "--force", "--kill", "--domaindir", domains.toString(), "pesto");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
