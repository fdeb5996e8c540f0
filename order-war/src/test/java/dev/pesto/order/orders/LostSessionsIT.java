package dev.pesto.order.orders;

import static dev.pesto.order.orders.Market.key;
import static dev.pesto.order.orders.Market.line;
import static dev.pesto.order.orders.Market.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.order.HeldRow;
import dev.pesto.order.LawsHold;
import dev.pesto.order.OrderApi;
import dev.pesto.order.OrderApi.Person;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import dev.pesto.sql.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sessions that the server ends while the instance has others at work. */
@OnPayara
@SuppressWarnings("try") // Rows are held until the block ends.
class LostSessionsIT {

    private static final int READS = 12;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Market market;
    private Person merchant;
    private Market.Buyer buyer;

    @BeforeEach
    void open() throws Exception {
        market = new Market();
        merchant = market.merchant();
        buyer = market.buyer();
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        market.close();
        LawsHold.now();
    }

    @Test
    @DisplayName(
            "C2 idle sessions of the pool are ended: who works with another one does not notice, and readers wait for nobody")
    void idleSessions() throws Exception {
        long lamp = market.product(merchant, 10);
        assertThat(readsAtOnce()).containsOnly(200);
        long lost = lost();
        CompletableFuture<Server.Answer> order;
        try (HeldRow held = HeldRow.ofStock(lamp)) {
            order = CompletableFuture.supplyAsync(() -> order(buyer, key(), line(lamp, 1)), threads);
            HeldRow.awaitWaiting(market.rows, 1);
            assertThat(endIdleSessions()).isPositive();
            assertThat(readsAtOnce()).containsOnly(200);
            assertThat(order).isNotDone();
        }

        assertThat(order.get(30, TimeUnit.SECONDS).status()).isEqualTo(201);
        assertThat(lost()).isEqualTo(lost);
    }

    /** As many connections as that are in use at once; returns what each was answered. */
    private List<Integer> readsAtOnce() throws Exception {
        List<CompletableFuture<Server.Answer>> reads = new ArrayList<>();
        for (int i = 0; i < READS; i++) {
            reads.add(CompletableFuture.supplyAsync(() -> OrderApi.get(buyer.person(), "orders?limit=1"), threads));
        }
        List<Integer> answers = new ArrayList<>();
        for (CompletableFuture<Server.Answer> read : reads) {
            answers.add(read.get(30, TimeUnit.SECONDS).status());
        }
        return answers;
    }

    /** How often a transaction had to be tried again because its connection was lost. */
    private static long lost() {
        return Server.get("/../metrics?scope=application")
                .text()
                .lines()
                .filter(line -> line.startsWith("pesto_setbacks_total") && line.contains("connection_lost"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static int endIdleSessions() throws Exception {
        List<Long> idle = new ArrayList<>();
        try (Connection connection = TestDatabase.connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(
                    "SELECT id FROM information_schema.processlist WHERE user = 'pesto_order' AND command = 'Sleep'")) {
                while (rows.next()) {
                    idle.add(rows.getLong(1));
                }
            }
            for (long session : idle) {
                statement.execute("KILL " + session);
            }
        }
        return idle.size();
    }
}
