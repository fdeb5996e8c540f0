package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BadStartIT {
    private static final int PORT = 21900;

    @Test
    @DisplayName("R4 R5 a taken port is named, and nothing is left behind")
    void portTaken() throws IOException {
        Cluster cluster = RunningCluster.cluster("bad-start");
        try (ServerSocket other = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> cluster.up(RunningCluster.plan(other.getLocalPort())))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("port " + PORT + " is taken");
        }
        assertThat(cluster.home().state()).isEmpty();
    }
}
