package dev.pesto.order.contention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.pesto.order.HeldRow;
import dev.pesto.order.OrderRows;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import dev.pesto.sql.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sessions of the service that hold rows and say nothing, as those of an instance that hangs. */
@OnPayara
@SuppressWarnings("try") // Rows are held until the block ends.
class IdleTransactionsIT {

    private Connection connection;
    private OrderRows rows;
    private long product;

    @BeforeEach
    void open() throws Exception {
        connection = TestDatabase.connect();
        rows = new OrderRows(connection);
        product = rows.product(rows.account("MERCHANT"), 10);
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
    }

    @Test
    @DisplayName("C6 a transaction left idle is ended, and its rows are free, after 2 s and within 3 s")
    void idle() throws Exception {
        try (HeldRow held = HeldRow.ofStockByService(product)) {
            long start = System.nanoTime();
            HeldRow next = HeldRow.ofStock(product);
            Duration free = Duration.ofNanos(System.nanoTime() - start);
            next.close();
            assertThat(free).isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(3));
            assertThatThrownBy(() -> held.run("SELECT 1")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    @DisplayName("C6 a transaction that works, with pauses, is left alone however long it takes")
    void busy() throws Exception {
        CompletableFuture<HeldRow> next = null;
        try (HeldRow held = HeldRow.ofStockByService(product)) {
            next = CompletableFuture.supplyAsync(() -> {
                try {
                    return HeldRow.ofStock(product);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            for (int statements = 0; statements < 8; statements++) {
                LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
                held.run("SELECT 1");
            }
            assertThat(next).isNotDone();
            held.commit();
        } finally {
            next.get(30, TimeUnit.SECONDS).close();
        }
    }

    @Test
    @DisplayName("C7 what an instance ends is counted")
    void counted() throws Exception {
        assumeThat(rows.value("SELECT VERSION()")).as("MariaDB ends it itself").doesNotContain("MariaDB");
        long before = ended();
        try (HeldRow held = HeldRow.ofStockByService(product)) {
            HeldRow.ofStock(product).close();
            assertThatThrownBy(() -> held.run("SELECT 1")).isInstanceOf(SQLException.class);
            assertThat(ended()).isEqualTo(before + 1);
        }
    }

    private static long ended() {
        String name = "pesto_idle_transactions_ended_total";
        return Server.get("/../metrics?scope=application")
                .text()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
