package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.payara.cluster.RunningCluster.Started;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningCluster.class)
class FaultsIT {
    private Cluster cluster;

    @BeforeEach
    @AfterEach
    void whole(Started started) {
        cluster = started.cluster();
        started.awaitWhole();
    }

    @Test
    @DisplayName("R6 a paused instance is not ready until it is resumed")
    void pauseAndResume() {
        Member paused = member("order-3");
        cluster.pause(paused.name());
        try {
            assertThat(Probe.isReady(paused.port())).isFalse();
            assertThat(paused.isAlive()).isTrue();
        } finally {
            cluster.resume(paused.name());
        }
    }

    @Test
    @DisplayName("R6 a killed instance is gone at once, and comes back under its name and port")
    void killAndRevive() {
        Member killed = member("order-3");
        cluster.kill(killed.name());
        assertThat(killed.isAlive()).isFalse();
        assertThat(Probe.isFree(killed.port())).isTrue();

        cluster.revive(killed.name());
        assertThat(member("order-3").pid()).isNotEqualTo(killed.pid());
        assertThat(Probe.isReady(killed.port())).isTrue();
    }

    private Member member(String name) {
        return cluster.state().member(name).orElseThrow();
    }
}
