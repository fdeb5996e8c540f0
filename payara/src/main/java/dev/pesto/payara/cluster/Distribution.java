package dev.pesto.payara.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the build has put what is run: {@code server/}, {@code wars/}; and the asadmin files. */
public record Distribution(Path directory, Path asadmin) {
    Path micro() {
        return one(directory.resolve("server"), "payara-micro");
    }

    Path war(Role role) {
        return directory.resolve("wars").resolve(role.service() + "-war.war");
    }

    /** Parent of all WARs on each member of the grid: the driver, and what buckets in the grid are made of. */
    String libraries() {
        Path server = directory.resolve("server");
        return String.join(
                ":",
                one(server, "mysql-connector-j").toString(),
                one(server, "bucket4j_jdk17-core").toString(),
                one(server, "bucket4j_jdk17-hazelcast").toString());
    }

    String fingerprint() throws IOException {
        StringBuilder text = new StringBuilder(System.getProperty("java.vm.version"));
        try (Stream<Path> files = Files.list(directory.resolve("server")).sorted()) {
            for (Path file : files.toList()) {
                text.append('\n')
                        .append(file)
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file).toMillis());
            }
        }
        return text.toString();
    }

    private static Path one(Path directory, String prefix) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow(() -> new Failure("no " + prefix + " in " + directory + ": build with 'mvn package'"));
        } catch (IOException e) {
            throw new Failure("not built: no " + directory + "; build with 'mvn package'", e);
        }
    }
}
