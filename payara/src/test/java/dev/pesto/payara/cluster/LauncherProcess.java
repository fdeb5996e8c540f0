package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The launcher in a JVM of its own, as {@code payara/pesto} runs it. */
final class LauncherProcess {
    private static final long PATIENCE_SECONDS = 180;
    private static final Pattern PROGRESS = Pattern.compile("\\s*\\d+ s  .*");

    private final Process process;
    private final BufferedReader err;
    private final List<String> lines = new ArrayList<>();

    /** How it ended, and what it told on standard error beside its progress. */
    record Ended(int exit, List<String> complaints) {}

    private LauncherProcess(Process process) {
        this.process = process;
        this.err = process.errorReader();
        CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
    }

    static LauncherProcess start(Path home, Map<String, String> environment, String... arguments) throws IOException {
        Path target = Path.of("target").toAbsolutePath();
        // Whoever runs the tests may ignore signals, and a JVM goes on ignoring what its parent does.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT,TERM"));
        command.add(Server.java().toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx128m"));
        command.add("-Dpesto.root=" + target.getParent().getParent());
        command.addAll(List.of("-cp", target.resolve("classes") + ":" + target.resolve("pesto/lib") + "/*"));
        command.add("dev.pesto.payara.command.Pesto");
        Collections.addAll(command, arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(key -> key.startsWith("DB_") || key.startsWith("PESTO_"));
        builder.environment().put("PESTO_HOME", home.toString());
        builder.environment().putAll(environment);
        return new LauncherProcess(builder.start());
    }

    static Ended run(Path home, Map<String, String> environment, String... arguments) throws Exception {
        return start(home, environment, arguments).awaitEnd();
    }

    void awaitLine(String part) throws IOException {
        String line = err.readLine();
        while (line != null && !line.contains(part)) {
            lines.add(line);
            line = err.readLine();
        }
        assertThat(line).as("no '%s' in %s", part, lines).isNotNull();
        lines.add(line);
    }

    void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("bash", "-c", "kill -s " + name + " " + process.pid())
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    Ended awaitEnd() throws Exception {
        err.lines().forEach(lines::add);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(),
                lines.stream().filter(line -> !PROGRESS.matcher(line).matches()).toList());
    }

    /** A process that was killed may still be on its way out. */
    static void assertNothingRunsIn(Path home) {
        List<ProcessHandle> left = ProcessHandle.allProcesses()
                .filter(p -> p.info().commandLine().orElse("").contains(home + "/"))
                .toList();
        assertThat(left)
                .allSatisfy(p ->
                        assertThat(p.onExit()).as("%s", p.info().commandLine()).succeedsWithin(Duration.ofSeconds(5)));
    }
}
