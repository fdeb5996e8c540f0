package dev.pesto.payara.cluster;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.pesto.commons.keys.KeyFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;

/** The directory of a cluster. Nobody else may look into it. */
public final class Home {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Path directory;

    public Home(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    public Path directory() {
        return directory;
    }

    public Path log(String name) {
        return directory.resolve("logs").resolve(name + ".log");
    }

    /** Whoever can read it can be anybody. */
    public Path keys() {
        return directory.resolve("keys");
    }

    /** What changes while the balancers run; absent until an operator writes it. */
    public Path settings() {
        return directory.resolve("settings.properties");
    }

    Path database() {
        return directory.resolve("database");
    }

    Path instance(String name) {
        return directory.resolve("instances").resolve(name);
    }

    Path server() {
        return directory.resolve("server");
    }

    void create() {
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(directory.resolve("logs"));
            KeyFiles.create(keys());
        } catch (IOException e) {
            throw new Failure("cannot write to " + directory + ": " + e.getMessage(), e);
        }
    }

    /** A secret of this machine: from the environment when it is given there, else made once and kept. */
    public String secret(String variable) {
        String given = System.getenv(variable);
        if (given != null && !given.isEmpty()) {
            return given;
        }
        Path file = directory.resolve("secrets.properties");
        try {
            Properties secrets = new Properties();
            if (Files.exists(file)) {
                try (var in = Files.newInputStream(file)) {
                    secrets.load(in);
                }
            }
            String kept = secrets.getProperty(variable);
            if (kept == null) {
                kept = random();
                secrets.setProperty(variable, kept);
                Path fresh = Files.createTempFile(
                        directory,
                        "secrets",
                        null,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                try (var out = Files.newOutputStream(fresh)) {
                    secrets.store(out, "made on this machine");
                }
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 144 bits, in characters that no shell, URL or asadmin file has to quote. */
    static String random() {
        byte[] bytes = new byte[18];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public Optional<State> state() {
        Path file = directory.resolve("state.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), State.class));
        } catch (FileNotFoundException stoppedMeanwhile) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Failure(
                    "cannot read " + file + ": " + e.getMessage() + "; remove it when no Pesto process is left", e);
        }
    }

    void write(State state) {
        try {
            Path fresh = directory.resolve("state.json.new");
            JSON.writeValue(fresh.toFile(), state);
            Files.move(fresh, directory.resolve("state.json"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Failure("cannot write to " + directory + ": " + e.getMessage(), e);
        }
    }

    void wipe() {
        try {
            if (Files.exists(directory)) {
                delete(directory);
            }
        } catch (IOException e) {
            throw new Failure("cannot remove " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Removes a tree that an ending process may still be removing, too. */
    static void delete(Path tree) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                deleteOnce(tree);
                return;
            } catch (NoSuchFileException | DirectoryNotEmptyException changing) {
                if (attempt == 5) {
                    throw changing;
                }
            }
        }
    }

    private static void deleteOnce(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
