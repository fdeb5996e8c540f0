package dev.pesto.payara.command;

import dev.pesto.payara.cluster.Cluster;
import dev.pesto.payara.cluster.Distribution;
import dev.pesto.payara.cluster.Failure;
import dev.pesto.payara.cluster.Home;
import dev.pesto.payara.cluster.Progress;
import dev.pesto.payara.cluster.Role;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** Run a Pesto marketplace on this machine. */
@Command(
        name = "pesto",
        description = "Run a Pesto marketplace on this machine.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        version = "Pesto 1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {Up.class, Status.class, Logs.class, RotateKeys.class, MakeKeys.class, Prove.class, Bench.class})
public final class Pesto {

    public static void main(String[] arguments) {
        // Libraries log to standard error; here every line is meant for a person.
        Logger.getLogger("").setLevel(Level.OFF);
        CommandLine line = new CommandLine(new Pesto());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            String text = exception instanceof Failure ? exception.getMessage() : "unexpected: " + exception;
            command.getErr().println("pesto: " + text.lines().findFirst().orElse("failed"));
            if (System.getenv("PESTO_DEBUG") != null) {
                exception.printStackTrace(command.getErr());
            }
            return 1;
        });
        System.exit(line.execute(arguments));
    }

    @Command(description = "Run so many instances of a service: order or balancer.")
    void scale(@Parameters(paramLabel = "SERVICE") String service, @Parameters(paramLabel = "COUNT") int count) {
        cluster().scale(Role.of(service), count);
    }

    @Command(description = "Restart the instances of a service, one after the other.")
    void restart(@Parameters(paramLabel = "SERVICE") String service) {
        cluster().restart(Role.of(service));
    }

    @Command(description = "Send no new requests to an instance.")
    void drain(@Parameters(paramLabel = "INSTANCE") String name) {
        cluster().drain(name);
    }

    @Command(description = "Send requests to a drained instance again.")
    void admit(@Parameters(paramLabel = "INSTANCE") String name) {
        cluster().admit(name);
    }

    @Command(description = "End an instance at once (SIGKILL), as a power cut would.")
    void kill(@Parameters(paramLabel = "INSTANCE") String name) {
        cluster().kill(name);
    }

    @Command(description = "Stop everything.")
    void down(
            @Option(names = "--wipe", description = "also remove data, keys and secrets of this machine")
                    boolean wipe) {
        Cluster cluster = cluster();
        boolean running = cluster.home().state().isPresent();
        if (!running && !wipe) {
            throw new Failure("Pesto is not running here (" + cluster.home().directory() + ")");
        }
        cluster.stopAll();
        if (wipe) {
            cluster.wipe();
        }
        System.err.println(
                wipe
                        ? "stopped and wiped"
                        : "stopped; the data stays in " + cluster.home().directory());
    }

    static Cluster cluster() {
        return new Cluster(home(), distribution(), new Progress(System.err, Boolean.getBoolean("pesto.terminal")));
    }

    static Home home() {
        String home = System.getenv("PESTO_HOME");
        return new Home(home == null ? root().resolve(".pesto") : Path.of(home));
    }

    static Distribution distribution() {
        return new Distribution(
                Path.of(System.getProperty(
                        "pesto.distribution",
                        root().resolve("payara/target/pesto").toString())),
                root().resolve("payara/asadmin").toAbsolutePath().normalize());
    }

    private static Path root() {
        return Path.of(System.getProperty("pesto.root", "."));
    }
}
