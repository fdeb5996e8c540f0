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
import java.time.Duration;
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
    /** As many as may want one product at once, less one. */
    private static final int OTHERS = 3;

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
            List<Long> idle = idle();
            assertThat(idle).isNotEmpty();
            end(idle);
            assertThat(readsAtOnce()).containsOnly(200);
            assertThat(order).isNotDone();
        }

        assertThat(order.get(30, TimeUnit.SECONDS).status()).isEqualTo(201);
        assertThat(lost()).isEqualTo(lost);
    }

    @Test
    @DisplayName(
            "C2 a session is ended in the middle of its transaction: only that transaction is repeated, all others keep theirs")
    void sessionAtWork() throws Exception {
        long lamp = market.product(merchant, 10);
        long cup = market.product(merchant, 10);
        long lost = lost();
        CompletableFuture<Server.Answer> struck;
        List<CompletableFuture<Server.Answer>> others = new ArrayList<>();
        try (HeldRow first = HeldRow.ofStock(lamp);
                HeldRow second = HeldRow.ofStock(cup)) {
            struck = CompletableFuture.supplyAsync(() -> order(buyer, key(), line(lamp, 1)), threads);
            HeldRow.awaitWaiting(market.rows, 1);
            for (int i = 0; i < OTHERS; i++) {
                others.add(CompletableFuture.supplyAsync(() -> order(buyer, key(), line(cup, 1)), threads));
            }
            HeldRow.awaitWaiting(market.rows, 1 + OTHERS);
            end(List.of(HeldRow.awaitWaitingFor(market.rows, lamp)));
            OrderApi.until(Duration.ofSeconds(10), "" + (lost + 1), () -> "" + lost());
        }

        assertThat(struck.get(30, TimeUnit.SECONDS).status()).isEqualTo(201);
        for (CompletableFuture<Server.Answer> other : others) {
            assertThat(other.get(30, TimeUnit.SECONDS).status()).isEqualTo(201);
        }
        assertThat(lost()).isEqualTo(lost + 1);
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

    /** Those of the service that do nothing just now. */
    private static List<Long> idle() throws Exception {
        List<Long> found = new ArrayList<>();
        try (Connection connection = TestDatabase.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT id FROM information_schema.processlist WHERE user = 'pesto_order' AND command = 'Sleep'")) {
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
        }
        return found;
    }

    private static void end(List<Long> sessions) throws Exception {
        try (Connection connection = TestDatabase.connect();
                Statement statement = connection.createStatement()) {
            for (long session : sessions) {
                statement.execute("KILL " + session);
            }
        }
    }
}
