package dev.pesto.payara.command;

import dev.pesto.commons.keys.KeyFiles;
import dev.pesto.payara.cluster.Failure;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "make-keys",
        description = "Make the keys of an installation whose servers are started otherwise; what is there stays.")
final class MakeKeys implements Runnable {
    @Parameters(paramLabel = "DIRECTORY")
    private Path directory;

    @Override
    public void run() {
        try {
            KeyFiles.create(directory);
        } catch (IOException e) {
            throw new Failure("cannot write to " + directory + ": " + e.getMessage(), e);
        }
    }
}
