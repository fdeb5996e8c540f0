package dev.pesto.payara.cluster;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A program that Debian packages under its own name, and that not every machine has. */
public enum Program {
    HAPROXY,
    WRK;

    public Optional<String> find() {
        // Debian puts some where only root's path leads.
        return find(System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin");
    }

    Optional<String> find(String path) {
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, command()))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /** To be asked before anything is started. */
    public String require() {
        return find().orElseThrow(this::absent);
    }

    Failure absent() {
        return new Failure(command() + " is not installed: install it (Debian: apt install " + command() + ")");
    }

    private String command() {
        return name().toLowerCase(Locale.ROOT);
    }
}
