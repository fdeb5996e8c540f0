package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pesto.payara.cluster.LauncherProcess.Ended;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningCluster.class)
class BadStartIT {
    private static final int PORT = 21870;

    private final Cluster cluster = RunningCluster.cluster("bad-start");
    private final Path home = cluster.home().directory();

    @BeforeEach
    @AfterEach
    void wipe() {
        cluster.stopAll();
        cluster.wipe();
    }

    @Test
    @DisplayName("R4 R5 a taken port is named, and nothing is left behind")
    void portTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> cluster.up(RunningCluster.plan(other.getLocalPort())))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("port " + PORT + " is taken");
        }
        assertThat(cluster.home().state()).isEmpty();
    }

    @Test
    @DisplayName("R5 a wrong database password is told, and nothing is left behind")
    void wrongPassword(Started started) throws Exception {
        int port = started.state().database().port();
        Map<String, String> database = Map.of(
                "DB_HOST", "127.0.0.1",
                "DB_PORT", Integer.toString(port),
                "DB_USER", "pesto_owner",
                "DB_PASSWORD", "not-the-password");
        assertRefused(database, "the database at 127.0.0.1:" + port + " refuses pesto_owner", "check DB_USER and");
    }

    @Test
    @DisplayName("R5 an absent database is told, and nothing is left behind")
    void noDatabase() throws Exception {
        // Bound and closed: nobody listens there.
        int port;
        try (ServerSocket closed = new ServerSocket(PORT + 1, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        Map<String, String> database = Map.of("DB_HOST", "127.0.0.1", "DB_PORT", Integer.toString(port));
        assertRefused(database, "no database answers at 127.0.0.1:" + port, "start it, correct DB_HOST");
    }

    @Test
    @DisplayName("R5 interrupted while it unpacks, and terminated while servers start, it leaves nothing behind")
    void interrupted() throws Exception {
        LauncherProcess first = up(Map.of());
        first.awaitLine("starting the database");
        first.signal("INT");
        assertInterrupted(first.awaitEnd(), 130);

        LauncherProcess second = up(Map.of());
        second.awaitLine("waiting for");
        second.signal("TERM");
        assertInterrupted(second.awaitEnd(), 143);
    }

    private LauncherProcess up(Map<String, String> environment) throws IOException {
        return LauncherProcess.start(
                home, environment, "up", "--port", Integer.toString(PORT), "--order-instances", "1", "--no-demo");
    }

    private void assertRefused(Map<String, String> database, String what, String advice) throws Exception {
        Ended ended = up(database).awaitEnd();
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.complaints()).singleElement().asString().startsWith("pesto: " + what);
        assertThat(ended.complaints()).singleElement().asString().contains(advice);
        assertNothingIsLeft();
    }

    private void assertInterrupted(Ended ended, int exit) throws Exception {
        assertThat(ended.complaints())
                .containsExactly("pesto: interrupted; what had been started is stopped: 'pesto up' starts again");
        assertThat(ended.exit()).isEqualTo(exit);
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() throws Exception {
        LauncherProcess.assertNothingRunsIn(home);
        Ended status = LauncherProcess.run(home, Map.of(), "status");
        assertThat(status.complaints()).containsExactly("pesto: Pesto is not running here: 'pesto up' starts it");
    }
}
