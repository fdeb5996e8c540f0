package dev.pesto.sql.testing;

import dev.pesto.commons.keys.KeyFiles;
import dev.pesto.sql.DatabaseAddress;
import dev.pesto.sql.EmbeddedDatabase;
import dev.pesto.sql.Schema;
import dev.pesto.sql.WarAccount;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.test.spi.LifecycleMethodExecutor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptorBuilder;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * Database, keys and server of one test run. Arquillian would deploy once for each test class; driven by its own runner interface
 * it deploys once for all of them, which saves ten seconds a class. The database is the embedded one, or the MySQL of PESTO_TEST_MYSQL_HOST and _PORT (root, root)
 * when it is given.
 */
public final class WarOnPayara implements CloseableResource {
    private static final Path TARGET = Path.of(System.getProperty("pesto.test.directory", "target"));
    private static volatile WarOnPayara running;

    /** Null when the tests run on a MySQL that is there already. */
    private final EmbeddedDatabase embedded = System.getenv("PESTO_TEST_MYSQL_HOST") == null
            ? new EmbeddedDatabase(TARGET.resolve("database"), freePort(), "owner-of-a-test")
            : null;

    private final Path keys = TARGET.resolve("keys");
    private final int port = freePort();
    private TestRunnerAdaptor arquillian;

    private WarOnPayara() {}

    static WarOnPayara start() {
        WarOnPayara war = new WarOnPayara();
        Runtime.getRuntime().addShutdownHook(new Thread(war::stopDatabase));
        try {
            war.install();
            war.arquillian = TestRunnerAdaptorBuilder.build();
            war.arquillian.beforeSuite();
            war.arquillian.beforeClass(OneDeployment.class, LifecycleMethodExecutor.NO_OP);
            running = war;
            return war;
        } catch (Exception e) {
            war.stopDatabase();
            throw new IllegalStateException("the WAR could not be started", e);
        }
    }

    static WarOnPayara running() {
        if (running == null) {
            throw new IllegalStateException("no server runs: is the test class annotated with @OnPayara?");
        }
        return running;
    }

    private void install() throws Exception {
        KeyFiles.create(keys);
        if (embedded != null) {
            embedded.start(Duration.ofSeconds(60));
        }
        Map<WarAccount, String> passwords = new EnumMap<>(WarAccount.class);
        for (WarAccount account : WarAccount.values()) {
            passwords.put(account, "secret-of-" + account);
        }
        try (var owner = address("mysql").connect();
                var statement = owner.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS pesto");
        }
        new Schema(address("pesto")).install(passwords);
        configure(pool(account(), passwords.get(account())));
    }

    private static WarAccount account() {
        return WarAccount.valueOf(service().toUpperCase(Locale.ROOT));
    }

    /** A session as one of the pool has it: of the service's own account, with the session variables of production. */
    Connection connectAsService() throws SQLException, IOException {
        Connection connection = address("pesto").connect(account().user(), "secret-of-" + account());
        String property = "property.sessionVariables=";
        try (Statement statement = connection.createStatement();
                Stream<String> lines = Files.lines(TARGET.resolve("pool.asadmin"))) {
            for (String line : lines.filter(l -> l.contains(property)).toList()) {
                statement.execute("SET SESSION " + line.substring(line.indexOf(property) + property.length()));
            }
        }
        return connection;
    }

    DatabaseAddress address(String name) {
        return embedded != null
                ? embedded.address(name)
                : new DatabaseAddress(
                        System.getenv("PESTO_TEST_MYSQL_HOST"),
                        Integer.parseInt(System.getenv().getOrDefault("PESTO_TEST_MYSQL_PORT", "3306")),
                        name,
                        "root",
                        "root");
    }

    /** The pool of production with this run's values: the environment of a running JVM cannot be changed. */
    private Path pool(WarAccount account, String password) throws IOException {
        Path asadmin = Path.of(System.getProperty("pesto.test.asadmin"));
        String commands = Files.readString(asadmin.resolve(service() + ".asadmin"))
                .replace("${ENV=DB_HOST}", address("pesto").host())
                .replace("${ENV=DB_PORT}", Integer.toString(address("pesto").port()))
                .replace("${ENV=DB_DATABASE}", "pesto")
                .replace("${ENV=DB_SSL_MODE}", "DISABLED")
                .replace("${ENV=" + account.passwordVariable() + "}", password);
        return Files.writeString(TARGET.resolve("pool.asadmin"), commands).toAbsolutePath();
    }

    private void configure(Path pool) {
        Path server = TARGET.resolve("server").toAbsolutePath();
        Path asadmin = Path.of(System.getProperty("pesto.test.asadmin")).toAbsolutePath();
        int grid = freePort();
        System.setProperty(
                "pesto.test.micro", server.resolve("payara-micro.jar").toString());
        System.setProperty(
                "pesto.test.jvm",
                "-Xmx384m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.net.preferIPv4Stack=true -Duser.timezone=UTC"
                        + " -Djava.util.concurrent.ForkJoinPool.common.parallelism=4 -Dhazelcast.phone.home.enabled=false"
                        + " -Dmp.jwt.verify.issuer=pesto -Dmp.jwt.verify.audiences=pesto-api"
                        + " -Dmp.jwt.verify.publickey.location="
                        + keys.resolve(KeyFiles.PUBLIC).toUri()
                        + " -Dpesto.keys.directory=" + keys.toAbsolutePath()
                        + " -Dpesto.instance=" + service() + "-1 "
                        + System.getProperty("pesto.test.configuration", ""));
        System.setProperty(
                "pesto.test.options",
                "--port " + port + " --clustermode tcpip:127.0.0.1:" + grid + " --startport " + grid
                        + " --clustername test-" + grid + " --interfaces 127.0.0.1 --nohostaware --disablephonehome"
                        + " --addlibs " + server.resolve("mysql-connector-j.jar") + ":"
                        + server.resolve("bucket4j_jdk17-core.jar") + ":"
                        + server.resolve("bucket4j_jdk17-hazelcast.jar")
                        + " --prebootcommandfile " + asadmin.resolve("preboot.asadmin") + " --postbootcommandfile "
                        + pool);
    }

    @Override
    public void close() throws Exception {
        running = null;
        arquillian.afterClass(OneDeployment.class, LifecycleMethodExecutor.NO_OP);
        arquillian.afterSuite();
        arquillian.shutdown();
        stopDatabase();
    }

    private void stopDatabase() {
        if (embedded == null) {
            return;
        }
        try {
            embedded.stop(Duration.ofSeconds(20));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Path keys() {
        return keys;
    }

    String baseUrl() {
        return "http://127.0.0.1:" + port + (service().equals("balancer") ? "" : "/" + service());
    }

    /** order-war.war is the order service. */
    static String service() {
        return war().getName().replaceFirst("-war.*", "");
    }

    private static File war() {
        return new File(System.getProperty("pesto.test.war"));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What Arquillian looks for in a test class. */
    static final class OneDeployment {
        private OneDeployment() {}

        @Deployment(testable = false)
        public static WebArchive war() {
            String name = service().equals("balancer") ? "ROOT.war" : service() + ".war";
            return ShrinkWrap.create(ZipImporter.class, name)
                    .importFrom(WarOnPayara.war())
                    .as(WebArchive.class);
        }
    }
}
