package dev.pesto.commons.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import jakarta.resource.ResourceException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatabaseLossTest {

    static Stream<Throwable> losses() {
        return Stream.of(
                new SQLNonTransientConnectionException("No operations allowed after connection closed."),
                new SQLException("Communications link failure", "08S01"),
                new SQLException("Server shutdown in progress", "08S01", 1053),
                new SQLException("The client was disconnected by the server because of inactivity.", "HY000", 4031),
                new ResourceException("This Managed Connection is not valid as the physical connection is not usable"),
                new SystemException()
                        .initCause(new XAException("LocalTransactionException: Communications link failure")),
                new PersistenceException(thrownBy("com.mysql.cj.ClientPreparedQueryBindings")));
    }

    static Stream<Throwable> otherFailures() {
        return Stream.of(
                new SQLIntegrityConstraintViolationException("Duplicate entry", "23000", 1062),
                new SQLSyntaxErrorException("You have an error in your SQL syntax", "42000", 1064),
                new PersistenceException(thrownBy("dev.pesto.order.orders.entity.Order")),
                new IllegalStateException("a failure of ours"));
    }

    private static NullPointerException thrownBy(String type) {
        NullPointerException failure = new NullPointerException();
        failure.setStackTrace(new StackTraceElement[] {new StackTraceElement(type, "setLong", null, 1)});
        return failure;
    }

    @ParameterizedTest
    @MethodSource("losses")
    @DisplayName("a lost database is known by its causes, however deep the container has wrapped them")
    void loss(Throwable cause) {
        assertThat(DatabaseLoss.isIn(cause)).isTrue();
        assertThat(DatabaseLoss.isIn(new RuntimeException(new RuntimeException(cause))))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("otherFailures")
    @DisplayName("what the database refuses, and what is our own failure, is no loss of it")
    void other(Throwable cause) {
        assertThat(DatabaseLoss.isIn(new RuntimeException(cause))).isFalse();
    }
}
