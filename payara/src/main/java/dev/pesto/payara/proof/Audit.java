package dev.pesto.payara.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.payara.proof.Ledger.Adjustment;
import dev.pesto.payara.proof.Ledger.Attempt;
import dev.pesto.payara.proof.Ledger.Order;
import dev.pesto.payara.proof.Ledger.Placement;
import dev.pesto.payara.proof.Ledger.Sent;
import dev.pesto.sql.DatabaseAddress;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares what the clients were promised with what is in the database. No key is open meanwhile. */
final class Audit {
    private final Market market;
    private final Ledger ledger;
    private final Buying buying;
    private final Selling selling;
    private final DatabaseAddress database;
    private final Findings findings;
    private final Timeline timeline;

    Audit(
            Market market,
            Ledger ledger,
            Buying buying,
            Selling selling,
            DatabaseAddress database,
            Findings findings,
            Timeline timeline) {
        this.market = market;
        this.ledger = ledger;
        this.buying = buying;
        this.selling = selling;
        this.database = database;
        this.findings = findings;
        this.timeline = timeline;
    }

    void laws(Person admin) {
        JsonNode laws = admin.get("/ops/invariants").body();
        for (JsonNode law : laws.path("laws")) {
            if (!law.path("holds").asBoolean()) {
                findings.add(
                        "law " + law.path("law").asText(),
                        Math.max(1, law.path("violations").size()),
                        law.path("violations").path(0).toString());
            }
        }
    }

    void compare() throws SQLException {
        Rows rows = Rows.read(database, market);
        if (askAgain(rows)) {
            rows = Rows.read(database, market);
        }
        orders(rows);
        parts(rows);
        adjustments(rows);
        payments(rows);
        stock(rows);
    }

    /** What was refused while something was pulled, and is there all the same: the client repeats the key and has to get it. */
    private boolean askAgain(Rows rows) {
        boolean asked = false;
        for (Rows.Keyed row : rows.orders()) {
            Optional<Placement> late = ledger.placement(row.key()).filter(p -> isLate(p.sent()));
            late.ifPresent(buying::place);
            asked |= late.isPresent();
        }
        for (Rows.Keyed row : rows.adjustments()) {
            Optional<Adjustment> late = ledger.adjustment(row.key()).filter(a -> isLate(a.sent()));
            late.ifPresent(selling::adjust);
            asked |= late.isPresent();
        }
        for (Rows.Keyed row : rows.payments()) {
            Optional<Attempt> late = ledger.attempt(row.key()).filter(a -> isLate(a.sent));
            late.ifPresent(buying::pay);
            asked |= late.isPresent();
        }
        return asked;
    }

    private boolean isLate(Sent sent) {
        boolean late = sent.id() == 0 && sent.isUncertain();
        if (late) {
            timeline.count("carried out after a refusal");
        }
        return late;
    }

    private void orders(Rows rows) {
        Set<Long> present = new HashSet<>();
        Map<String, Long> ofKey = new HashMap<>();
        for (Rows.Keyed row : rows.orders()) {
            present.add(row.id());
            Long other = ofKey.putIfAbsent(row.key(), row.id());
            if (other != null) {
                findings.add("doubled orders", "key " + row.key() + " has orders " + other + " and " + row.id());
            }
            Optional<Placement> sent = ledger.placement(row.key());
            if (sent.isEmpty()) {
                findings.add("orders that nobody sent", "order " + row.id() + " with key " + row.key());
            } else if (other == null
                    && sent.get().sent().id() != row.id()
                    && !sent.get().sent().isUndecided()) {
                findings.add("orders of refused keys", "order " + row.id() + " with key " + row.key());
            } else if (row.amount() != sent.get().total()) {
                findings.add("wrong total", "order " + row.id() + " has " + row.amount());
            }
        }
        for (Placement placement : ledger.placements()) {
            if (placement.sent().id() != 0 && !present.contains(placement.sent().id())) {
                findings.add("lost orders", "order " + placement.sent().id() + " was promised");
            }
        }
    }

    private void parts(Rows rows) {
        for (Order order : ledger.orders()) {
            for (Part part : order.parts()) {
                String status = rows.status(part.id());
                if (status == null) {
                    findings.add("lost merchant orders", "merchant order " + part.id());
                } else if (!part.allows(status, order.placement().card() != null)) {
                    findings.add(
                            "status unlike what was told",
                            "merchant order " + part.id() + " is " + status + ", told was " + part.status());
                } else {
                    part.told(status);
                }
                if (!part.lines().equals(rows.lines(part.id()))) {
                    findings.add("lines unlike what was told", "merchant order " + part.id());
                }
            }
            Map<Long, Integer> shown = new HashMap<>();
            order.parts().forEach(part -> shown.putAll(part.lines()));
            if (!shown.equals(order.placement().quantities())) {
                findings.add("lines unlike what was sent", "order " + order.id());
            }
        }
    }

    private void adjustments(Rows rows) {
        Map<String, Rows.Keyed> present = new HashMap<>();
        for (Rows.Keyed row : rows.adjustments()) {
            if (present.put(row.key(), row) != null) {
                findings.add("doubled adjustments", "key " + row.key());
            }
            Optional<Adjustment> sent = ledger.adjustment(row.key());
            if (sent.isEmpty()
                    || (sent.get().sent().id() != row.id() && !sent.get().sent().isUndecided())) {
                findings.add("adjustments that nobody was promised", "entry " + row.id());
            }
        }
        for (Adjustment adjustment : ledger.adjustments()) {
            Rows.Keyed row = present.get(adjustment.sent().key);
            if (adjustment.sent().id() != 0 && (row == null || row.amount() != adjustment.delta())) {
                findings.add("lost adjustments", "entry " + adjustment.sent().id());
            }
        }
    }

    private void payments(Rows rows) {
        Map<String, Rows.Keyed> present = new HashMap<>();
        for (Rows.Keyed row : rows.payments()) {
            present.put(row.key(), row);
            Optional<Attempt> sent = ledger.attempt(row.key());
            if (sent.isEmpty()
                    || (sent.get().sent.id() != row.id() && !sent.get().sent.isUndecided())) {
                findings.add("payments that nobody was promised", "attempt " + row.id());
            }
        }
        for (Attempt attempt : ledger.attempts()) {
            Rows.Keyed row = present.get(attempt.sent.key);
            if (attempt.sent.id() == 0) {
                continue;
            }
            if (row == null) {
                findings.add("lost payments", "attempt " + attempt.sent.id());
            } else if (!attempt.status().equals("PENDING") && !attempt.status().equals(row.status())) {
                findings.add("payment unlike what was told", row.id() + " is " + row.status());
            }
        }
        money(rows);
    }

    /** What is kept of captured money is what the living parts cost; of an order that never got its money, nothing. */
    private void money(Rows rows) {
        for (Order order : ledger.orders()) {
            long captured = rows.captured(order.id());
            long kept = captured - rows.refunded(order.id());
            long living = 0;
            boolean waiting = false;
            for (Part part : order.parts()) {
                waiting |= part.status().equals("PENDING_PAYMENT");
                living += Ledger.DEAD.contains(part.status()) ? 0 : part.subtotal();
            }
            boolean paid = order.placement().card() != null && !waiting;
            if (kept != (paid ? living : 0)) {
                findings.add(
                        "money",
                        "order " + order.id() + ": captured " + captured + ", kept " + kept + ", living " + living);
            }
        }
    }

    private void stock(Rows rows) {
        Map<Long, Long> onHand = new HashMap<>();
        Map<Long, Long> reserved = new HashMap<>();
        market.products.forEach(product -> onHand.put(product.number(), product.stock()));
        ledger.adjustments().stream()
                .filter(adjustment -> adjustment.sent().id() != 0)
                .forEach(adjustment -> onHand.merge(adjustment.product().number(), adjustment.delta(), Long::sum));
        for (Order order : ledger.orders()) {
            for (Part part : order.parts()) {
                part.lines().forEach((product, quantity) -> {
                    if (Ledger.RESERVING.contains(part.status())) {
                        reserved.merge(product, (long) quantity, Long::sum);
                    } else if (!Ledger.DEAD.contains(part.status())) {
                        onHand.merge(product, (long) -quantity, Long::sum);
                    }
                });
            }
        }
        for (Market.Product product : market.products) {
            long has = onHand.get(product.number());
            long promised = reserved.getOrDefault(product.number(), 0L);
            if (promised > has) {
                findings.add("oversold units", promised - has, product.id() + " has " + has + ", promised " + promised);
            }
            Rows.Level level = rows.level(product.number());
            if (level.onHand() != has || level.reserved() != promised) {
                findings.add(
                        "stock unlike the clients' ledger",
                        product.id() + " has " + level + ", the clients count " + has + " and " + promised);
            }
        }
    }
}
