package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.commons.ids.Ids;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What no timeline and no ledger keeps; the services' own tests ask for the rest. */
@ExtendWith(RunningCluster.class)
class AuditIT {

    @Test
    @DisplayName("how the administrator came to be and what they do to instances is written down, with who did it")
    void administrators(Started started) throws Exception {
        Api api = started.api();
        String admin = api.post(
                        "/auth/tokens",
                        null,
                        AccessMatrixIT.admin(started.cluster().home()))
                .expect(200)
                .path("accessToken")
                .asText();
        String id = api.get("/users/me", admin).expect(200).path("id").asText();
        String last = "order-" + Role.ORDER.most();
        long drained = rows(started, "INSTANCE_DRAINED", id, "order-3");
        long admitted = rows(started, "INSTANCE_ADMITTED", id, "order-3");
        api.post("/ops/instances/" + last + "/drain", admin, null).expect(404);
        api.post("/ops/instances/order-3/drain", admin, null).expect(200);
        api.post("/ops/instances/order-3/admit", admin, null).expect(200);
        started.awaitWhole();
        assertThat(rows(started, "INSTANCE_DRAINED", id, "order-3")).isEqualTo(drained + 1);
        assertThat(rows(started, "INSTANCE_ADMITTED", id, "order-3")).isEqualTo(admitted + 1);
        assertThat(rows(started, "INSTANCE_DRAINED", id, last)).isZero();
        try (Connection connection = started.database();
                PreparedStatement made = connection.prepareStatement(
                        "SELECT COUNT(*) FROM audit WHERE action = 'ADMIN_CREATED' AND subject_id = ?")) {
            made.setLong(1, Ids.path(id));
            assertThat(count(made)).isOne();
        }
    }

    private static long rows(Started started, String action, String actor, String detail) throws SQLException {
        try (Connection connection = started.database();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT COUNT(*) FROM audit WHERE action = ? AND actor_id = ? AND detail = ?")) {
            query.setString(1, action);
            query.setLong(2, Ids.path(actor));
            query.setString(3, detail);
            return count(query);
        }
    }

    private static long count(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
