package dev.pesto.payara.cluster;

import dev.pesto.payara.cluster.RunningCluster.Started;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningCluster.class)
class AccessMatrixIT {

    @Test
    @DisplayName("every operation of the API document answers everybody as the table says, and no bad token opens any")
    void matrix(Started started) throws Exception {
        Home home = started.cluster().home();
        AccessMatrix matrix =
                new AccessMatrix(started.api(), ApiDocument.read(started.balancer(1)), admin(home), home.keys());
        matrix.checkComplete();
        matrix.checkEverybody();
        matrix.checkBadTokens();
    }

    static Map<String, String> admin(Home home) {
        return Map.of("email", Secrets.ADMIN_EMAIL, "password", home.secret(Secrets.ADMIN_PASSWORD));
    }
}
