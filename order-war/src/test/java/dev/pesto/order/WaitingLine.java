package dev.pesto.order;

import dev.pesto.sql.testing.Server;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Calls that wait for one held row, one behind the other: let go, they get it in the order in which they came. Should a machine be so busy that one of them gives up and
 * comes again, they get it in another order, and what is asserted has to hold all the same.
 */
public final class WaitingLine implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<CompletableFuture<Server.Answer>> calls = new ArrayList<>();
    private final HeldRow held;
    private final OrderRows rows;

    private WaitingLine(HeldRow held, OrderRows rows) {
        this.held = held;
        this.rows = rows;
    }

    public static WaitingLine behind(HeldRow held, OrderRows rows) {
        return new WaitingLine(held, rows);
    }

    /** Returns when the call waits behind those before it. */
    public WaitingLine join(Supplier<Server.Answer> call) throws Exception {
        calls.add(CompletableFuture.supplyAsync(call, threads));
        HeldRow.awaitWaiting(rows, calls.size());
        return this;
    }

    /** Commits what holds the row, and returns what came of each call. */
    public List<Server.Answer> letGo() throws Exception {
        held.commit();
        List<Server.Answer> answers = new ArrayList<>();
        for (CompletableFuture<Server.Answer> call : calls) {
            answers.add(call.get(30, TimeUnit.SECONDS));
        }
        return answers;
    }

    @Override
    public void close() throws SQLException {
        held.close();
        threads.shutdownNow();
    }
}
