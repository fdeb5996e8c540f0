package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.payara.cluster.RunningCluster.Started;
import dev.pesto.payara.proof.Course;
import dev.pesto.payara.proof.Proof;
import dev.pesto.payara.proof.Report;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The proof of {@code payara/pesto prove}, in short: each kind of fault at least once. */
@ExtendWith(RunningCluster.class)
class ProofIT {
    private static final long SEED = 20261;

    @Test
    @DisplayName("R1-R6 whatever is pulled under load, every promise holds to the unit")
    void everyPromiseHolds(Started started) throws Exception {
        started.awaitWhole();
        Report report = new Proof(started.cluster(), Course.inShort(SEED), new Progress(System.out, false)).run();
        report.print(System.out);
        report.write(Path.of("target/proof.json"));
        started.awaitWhole();

        assertThat(report.details()).isEmpty();
        assertThat(report.holds()).isTrue();
        assertThat(report.counts()).containsKeys("kill_order", "pause_order", "kill_balancer", "restart_database");
        assertThat(report.counts().get("orders")).isGreaterThan(100);
    }
}
