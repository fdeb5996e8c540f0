package dev.pesto.payara.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class PestoTest {

    static Stream<String> commands() {
        return new CommandLine(new Pesto()).getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    @DisplayName("every command tells with --help what it takes, and does nothing")
    void help(String command) {
        StringWriter told = new StringWriter();
        int exit = new CommandLine(new Pesto()).setOut(new PrintWriter(told)).execute(command, "--help");
        assertThat(exit).isZero();
        assertThat(told.toString()).startsWith("Usage: pesto " + command);
    }
}
