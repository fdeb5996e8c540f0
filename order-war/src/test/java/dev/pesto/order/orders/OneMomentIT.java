package dev.pesto.order.orders;

import static dev.pesto.order.orders.Market.body;
import static dev.pesto.order.orders.Market.line;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.commons.ids.Ids;
import dev.pesto.order.HeldRow;
import dev.pesto.order.OrderApi;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import dev.pesto.sql.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An order changes while it is being read: between its row and the rows of its merchant orders. */
@OnPayara
@SuppressWarnings("try") // The row is held until the block ends.
class OneMomentIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Market market;
    private Market.Buyer buyer;
    private String request;
    private String id;
    private String part;

    @BeforeEach
    void place() throws Exception {
        market = new Market();
        buyer = market.buyer();
        request = body(buyer, buyer.cash(), "", line(market.product(market.merchant(), 10), 1));
        JsonNode order = Market.send(buyer, "key", request).json();
        id = order.path("id").asText();
        part = order.at("/merchantOrders/0/id").asText();
    }

    @AfterEach
    void close() throws Exception {
        market.close();
    }

    @Test
    @DisplayName("R7, R11 an order that is read alone is that of one moment")
    void one() throws Exception {
        assertOneMoment(
                changedWhile(() -> OrderApi.get(buyer.person(), "orders/" + id)).json());
    }

    @Test
    @DisplayName("R7, R11 each order of a list is that of one moment")
    void list() throws Exception {
        assertOneMoment(changedWhile(() -> OrderApi.get(buyer.person(), "orders"))
                .json()
                .at("/items/0"));
    }

    @Test
    @DisplayName("R4, R7 an order that is found by its key is that of one moment")
    void repeated() throws Exception {
        assertOneMoment(changedWhile(() -> Market.send(buyer, "key", request)).json());
    }

    @Test
    @DisplayName("F7 a parcel's status and its timeline are those of one moment")
    void tracking() throws Exception {
        String trackingId = market.rows.value("SELECT tracking_id FROM merchant_order WHERE id = ?", Ids.path(part));
        JsonNode timeline = changedWhile("order_event", () -> OrderApi.get(buyer.person(), "tracking/" + trackingId))
                .json();
        assertThat(timeline.path("items"))
                .as("%s", timeline)
                .hasSize(timeline.path("status").asText().equals("ACCEPTED") ? 2 : 1);
    }

    private static void assertOneMoment(JsonNode order) {
        String status = order.path("status").asText();
        assertThat(status).as("%s", order).isIn("PLACED", "ACCEPTED");
        assertThat(order.at("/merchantOrders/0/status").asText())
                .as("%s", order)
                .isEqualTo(status);
    }

    private Server.Answer changedWhile(Supplier<Server.Answer> reading) throws Exception {
        return changedWhile("merchant_order", reading);
    }

    /** What somebody reads who comes to a table while the whole order moves on. */
    private Server.Answer changedWhile(String table, Supplier<Server.Answer> reading) throws Exception {
        CompletableFuture<Void> gate;
        CompletableFuture<Server.Answer> answer;
        try (HeldRow step = HeldRow.ofOrder(Ids.path(id))) {
            accept(step);
            // Nothing else makes a plain read wait: it comes after whoever wants the table for itself, who comes after
            // the step.
            gate = CompletableFuture.runAsync(() -> wantAlone(table));
            awaitWaiting(1);
            answer = CompletableFuture.supplyAsync(reading);
            awaitWaiting(2);
            step.commit();
        }
        gate.get(30, TimeUnit.SECONDS);
        return answer.get(30, TimeUnit.SECONDS);
    }

    /** What the merchant's step does. */
    private void accept(HeldRow step) throws Exception {
        long partId = Ids.path(part);
        step.run("UPDATE merchant_order SET status = 'ACCEPTED', last_seq = 2 WHERE id = ?", partId);
        step.run(
                "INSERT INTO order_event (merchant_order_id, seq, type, occurred_at, recorded_at) VALUES (?, 2, 'ACCEPTED', 1, 1)",
                partId);
        step.run("UPDATE orders SET status = 'ACCEPTED', version = version + 1 WHERE id = ?", Ids.path(id));
    }

    private static void wantAlone(String table) {
        try (Connection connection = TestDatabase.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLES " + table + " WRITE");
            statement.execute("UNLOCK TABLES");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitWaiting(int count) throws Exception {
        String waiting =
                "SELECT COUNT(*) >= ? FROM information_schema.processlist WHERE state = 'Waiting for table metadata lock'";
        assertThat(OrderApi.until(PATIENCE, "1", () -> market.rows.value(waiting, count)))
                .isEqualTo("1");
    }
}
