package dev.pesto.payara.bench;

import dev.pesto.payara.cluster.Failure;
import dev.pesto.payara.cluster.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** As many requests as are answered, over kept connections: by wrk, which takes less of the machine than a client in Java. */
final class Wrk {
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
    private static final Pattern PER_SECOND = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern REFUSED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final Pattern BROKEN =
            Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");
    private static final int CONNECTIONS = 32;

    /** More would keep the cores so busy with what is not compiled that its compiler, one thread among all these, gets hardly a turn for minutes. */
    private static final int FEW = 3;

    private static final Duration PIECE = Duration.ofSeconds(20);

    private static final String PORTS = """
            local threads = 0
            function setup(thread)
              threads = threads + 1
              thread.addr = wrk.lookup('127.0.0.1', ports[threads])[1]
            end
            """;
    private static final String TOKENS = """
            local requests, last = {}, 0
            function init(args)
              for token in io.lines(file) do
                wrk.headers['Authorization'] = 'Bearer ' .. token
                requests[#requests + 1] = wrk.format('GET')
              end
            end
            function request()
              last = last % #requests + 1
              return requests[last]
            end
            """;

    /** @param failed answers of 400 and more, and calls without an answer */
    record Result(long requests, double perSecond, long failed) {

        static Result parse(String output) {
            long failed = 0;
            Matcher refused = REFUSED.matcher(output);
            if (refused.find()) {
                failed += Long.parseLong(refused.group(1));
            }
            Matcher broken = BROKEN.matcher(output);
            if (broken.find()) {
                for (int group = 1; group <= broken.groupCount(); group++) {
                    failed += Long.parseLong(broken.group(group));
                }
            }
            return new Result(
                    Long.parseLong(only(REQUESTS, output)), Double.parseDouble(only(PER_SECOND, output)), failed);
        }

        private static String only(Pattern pattern, String output) {
            Matcher matcher = pattern.matcher(output);
            if (!matcher.find()) {
                throw new Failure("wrk says nothing of its requests: "
                        + output.lines().findFirst().orElse("no output"));
            }
            return matcher.group(1);
        }
    }

    private final Path directory;

    /** @param directory for scripts, which may hold tokens */
    Wrk(Path directory) {
        this.directory = directory;
    }

    /** Until JVMs on the way have compiled what it uses. */
    void warmUp(Target target) {
        WarmUp.run(() -> run(target, PIECE, List.of(), FEW).perSecond());
    }

    Result run(Target target, Duration time) {
        return run(target, time, List.of());
    }

    /** @param tokens each request carries the next of these */
    Result run(Target target, Duration time, List<String> tokens) {
        return run(target, time, tokens, CONNECTIONS);
    }

    private Result run(Target target, Duration time, List<String> tokens, int connections) {
        List<String> command = new ArrayList<>(List.of(Program.WRK.require(), "-c" + connections));
        try {
            command.addAll(
                    List.of("-d" + time.toSeconds() + "s", "-t" + target.ports().size()));
            command.addAll(List.of("-s", script(target, tokens).toString()));
            command.add("http://127.0.0.1:" + target.ports().get(0) + target.path());
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return Result.parse(output);
        } catch (IOException e) {
            throw new Failure("cannot run wrk: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    /** Headers stand in a file, since everybody can read arguments. One thread for each port. Requests are made before the load: then they cost nothing. */
    private Path script(Target target, List<String> tokens) throws IOException {
        StringBuilder script = new StringBuilder();
        target.headers().forEach((name, value) -> script.append("wrk.headers['" + name + "'] = '" + value + "'\n"));
        script.append(target.ports().stream()
                .map(port -> "'" + port + "'")
                .collect(Collectors.joining(", ", "local ports = {", "}\n")));
        script.append(PORTS);
        if (!tokens.isEmpty()) {
            Path file = Files.write(directory.resolve("tokens"), tokens);
            script.append("local file = '" + file + "'\n").append(TOKENS);
        }
        return Files.writeString(directory.resolve("load.lua"), script.toString());
    }
}
