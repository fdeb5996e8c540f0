package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeTest {

    @ParameterizedTest
    @ValueSource(ints = {8080, 21750})
    @DisplayName("R8 whatever the port, the edge knows each balancer that may be started, once")
    void knowsEachBalancer(int port) throws IOException {
        Plan plan = new Plan(port, 2, 2, true, false, Map.of(), "pesto");
        String file = new Edge(new Home(Path.of("target", "nowhere")), plan)
                .filledIn(Files.readString(Path.of("haproxy", "haproxy.cfg")));
        assertThat(file.lines().map(String::strip).filter(line -> line.startsWith("server ")))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, Role.BALANCER.most())
                        .mapToObj(number -> "server balancer-" + number + " 127.0.0.1:"
                                + Role.BALANCER.port(number, port, true) + " check")
                        .toList());
    }
}
