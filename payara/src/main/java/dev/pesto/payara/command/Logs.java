package dev.pesto.payara.command;

import dev.pesto.payara.cluster.Failure;
import dev.pesto.payara.cluster.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "The log of an instance.")
final class Logs implements Runnable {
    @Parameters(paramLabel = "INSTANCE")
    private String name;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "200",
            description = "how many of the last lines (${DEFAULT-VALUE})")
    private int lines;

    @Override
    public void run() {
        Home home = Pesto.cluster().home();
        Path log = name.equals("database") ? home.directory().resolve("database/database.log") : home.log(name);
        if (!name.matches("[a-z0-9-]+") || !Files.exists(log)) {
            throw new Failure("there is no log of " + name);
        }
        try {
            List<String> all = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            all.subList(Math.max(0, all.size() - lines), all.size()).forEach(System.out::println);
        } catch (IOException e) {
            throw new Failure("cannot read " + log + ": " + e.getMessage(), e);
        }
    }
}
