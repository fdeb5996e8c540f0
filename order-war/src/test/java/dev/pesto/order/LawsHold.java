package dev.pesto.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.order.operations.control.Snapshot;
import dev.pesto.order.operations.entity.Finding;
import dev.pesto.sql.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/** The conservation laws as an assertion. */
public final class LawsHold {

    private LawsHold() {}

    public static void now() throws SQLException {
        try (Connection connection = TestDatabase.connect()) {
            assertThat(Snapshot.read(connection, 0)).allMatch(Finding::holds);
        }
    }
}
