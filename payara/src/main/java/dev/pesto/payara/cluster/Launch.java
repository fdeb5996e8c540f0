package dev.pesto.payara.cluster;

import dev.pesto.sql.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Starts one instance: the JVM, the server's options, and what it may know. */
final class Launch {
    private static final List<String> JVM = List.of(
            "-Xms96m",
            "-Xmx320m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:MaxMetaspaceSize=192m",
            "-Xshare:auto",
            "-XX:+ExitOnOutOfMemoryError",
            // Completions of grid calls would each make a thread when the common pool has only one.
            "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4",
            "-Duser.timezone=UTC",
            // A backslash in a path reaches the balancer, which refuses it with a document that says so.
            "-Dorg.glassfish.grizzly.tcp.tomcat5.CoyoteAdapter.ALLOW_BACKSLASH=true",
            // Whoever reaches the grid may do anything to it: without this it would listen on every interface, whatever
            // address it is known by.
            "-Dhazelcast.socket.bind.any=false",
            // A silent member is gone after 15 s, not 60; halves that have lost each other look for one another every
            // 5 s.
            "-Dhazelcast.max.no.heartbeat.seconds=15",
            "-Dhazelcast.heartbeat.interval.seconds=2",
            "-Dhazelcast.operation.call.timeout.millis=5000",
            "-Dhazelcast.merge.first.run.delay.seconds=20",
            "-Dhazelcast.merge.next.run.delay.seconds=5",
            "-Dhazelcast.phone.home.enabled=false",
            // Threads and partitions for a handful of members on a small machine.
            "-Dhazelcast.operation.thread.count=2",
            "-Dhazelcast.operation.generic.thread.count=2",
            "-Dhazelcast.io.thread.count=1",
            "-Dhazelcast.event.thread.count=1",
            "-Dhazelcast.partition.count=61");

    /**
     * A balancer keeps little and makes much garbage: with half of the heap for it, it is collected a fifth as often, and each request takes about a tenth less CPU.
     * Later options outrank earlier ones.
     */
    private static final List<String> YOUNG = List.of("-Xms320m", "-Xmn160m");

    private final Home home;
    private final Distribution distribution;
    private final Server server;

    Launch(Home home, Distribution distribution, Server server) {
        this.home = home;
        this.distribution = distribution;
        this.server = server;
    }

    Member start(Plan plan, Role role, int number, DatabaseAddress database) throws IOException {
        String name = role.service() + "-" + number;
        int port = role.port(number, plan.port(), plan.edge());
        Path place = server.place(name);
        ProcessBuilder builder = new ProcessBuilder(command(plan, role, number, name, port))
                .directory(place.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(home.log(name).toFile()));
        environment(builder.environment(), role, database);
        Process process = builder.start();
        return Member.of(name, role.service(), process.toHandle(), port);
    }

    private List<String> command(Plan plan, Role role, int number, String name, int port) {
        int grid = plan.gridPort(role.gridIndex(number));
        // A session of its own: Ctrl-C in the terminal reaches the launcher alone, which stops its processes in order.
        List<String> command = new ArrayList<>(List.of("setsid", Server.java().toString()));
        command.addAll(JVM);
        if (role == Role.BALANCER) {
            command.addAll(YOUNG);
        }
        command.addAll(Server.BOOT);
        String options = System.getenv("PESTO_JVM_OPTIONS");
        if (options != null && !options.isBlank()) {
            command.addAll(List.of(options.strip().split("\\s+")));
        }
        command.add("-XX:SharedArchiveFile=" + server.archive());
        command.add("-Dmp.jwt.verify.issuer=pesto");
        command.add("-Dmp.jwt.verify.audiences=pesto-api");
        command.add("-Dmp.jwt.verify.publickey.location="
                + home.keys().resolve("jwks.json").toUri());
        command.add("-Dpesto.keys.directory=" + home.keys());
        command.add("-Dpesto.instance=" + name);
        command.add("-Dpesto.instance.port=" + port);
        command.add("-Dpesto.node=" + role.gridIndex(number));
        if (role == Role.BALANCER) {
            command.add("-Dpesto.settings=" + home.settings());
        }
        if (role == Role.BALANCER && plan.edge()) {
            command.add("-Dpesto.balancer.trusted-proxies=127.0.0.1");
        }
        plan.settings().forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", "root/launch-micro.jar"));
        command.addAll(List.of("--name", name, "--instancegroup", role.service(), "--port", Integer.toString(port)));
        command.addAll(List.of("--clustermode", "tcpip:" + gridMembers(plan), "--clustername", "pesto-" + plan.port()));
        command.addAll(List.of("--startport", Integer.toString(grid), "--interfaces", "127.0.0.1"));
        // All members are on one host: without this flag none of them would keep a copy of another's data.
        command.addAll(List.of("--nohostaware", "--disablephonehome", "--shutdowngrace", "200"));
        command.addAll(List.of("--logproperties", asadmin("logging.properties")));
        command.addAll(List.of("--prebootcommandfile", asadmin("preboot.asadmin")));
        command.addAll(List.of("--postbootcommandfile", asadmin(role.service() + ".asadmin")));
        String root = role.contextRoot().isEmpty() ? "/" : role.contextRoot();
        command.addAll(List.of("--deploy", distribution.war(role) + ":" + root));
        return command;
    }

    private void environment(Map<String, String> environment, Role role, DatabaseAddress database) {
        environment.keySet().removeIf(Launch::isOurs);
        environment.put("DB_HOST", database.host());
        environment.put("DB_PORT", Integer.toString(database.port()));
        environment.put("DB_DATABASE", database.name());
        environment.put("DB_SSL_MODE", database.sslMode());
        String variable = role.account().passwordVariable();
        environment.put(variable, home.secret(variable));
        if (role == Role.USER) {
            environment.put("PESTO_ADMIN_EMAIL", Secrets.ADMIN_EMAIL);
            environment.put("PESTO_ADMIN_PASSWORD", home.secret(Secrets.ADMIN_PASSWORD));
        }
    }

    /** A variable that tells the launcher something, often a secret: nobody gets it unasked. */
    static boolean isOurs(String variable) {
        return variable.startsWith("DB_") || variable.startsWith("PESTO_");
    }

    /**
     * Where the others are looked for: those that are there from the start. Any of them is enough to find the rest, and after a split each address at which
     * nobody is costs a half that looks for the other 5 s.
     */
    private static String gridMembers(Plan plan) {
        return Cluster.counts(plan).entrySet().stream()
                .flatMap(wanted -> IntStream.rangeClosed(1, wanted.getValue())
                        .mapToObj(number ->
                                "127.0.0.1:" + plan.gridPort(wanted.getKey().gridIndex(number))))
                .collect(Collectors.joining(","));
    }

    private String asadmin(String file) {
        return distribution.asadmin().resolve(file).toString();
    }
}
