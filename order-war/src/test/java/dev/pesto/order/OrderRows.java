package dev.pesto.order;

import dev.pesto.order.orders.entity.OrderStatus;
import dev.pesto.order.settlement.entity.PaymentMethod;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Rows of orders as they are found in the middle of their life, written by hand so that a test need not live through all that came before. All conservation laws hold
 * for what is written here. The connection's account may write every table.
 */
public final class OrderRows {

    private static final long HOLD_MILLIS = 900_000;
    private static final AtomicLong IDS = new AtomicLong(System.currentTimeMillis() << 22);

    private final Connection connection;

    public OrderRows(Connection connection) {
        this.connection = connection;
    }

    /** An order with its parts. */
    public record Placed(long id, long buyer, List<Part> parts) {
        /** The only part, of orders that have one. */
        public Part part() {
            return parts.get(0);
        }
    }

    /** A part of one product. */
    public record Part(long id, long merchant, long product, int quantity, long subtotal, String trackingId) {}

    public static long id() {
        return IDS.incrementAndGet();
    }

    public long account(String role) throws SQLException {
        long id = id();
        run(
                "INSERT INTO account (id, email, email_key, name, role, status, version, created_at) VALUES (?, ?, ?, ?, ?, 'ACTIVE', 1, 1)",
                id,
                id + "@example.org",
                id + "@example.org",
                "Someone",
                role);
        return id;
    }

    public long product(long merchant, long onHand) throws SQLException {
        long id = id();
        run(
                "INSERT INTO product (id, merchant_id, sku, name, category, price_amount, price_currency, status, version, created_at, updated_at) VALUES (?, ?, ?, 'Lamp', 'Light', 100, 'INR', 'ACTIVE', 1, 1, 1)",
                id,
                merchant,
                "SKU-" + id);
        run("INSERT INTO stock (product_id, on_hand, reserved) VALUES (?, ?, 0)", id, onHand);
        run(
                "INSERT INTO stock_ledger (id, product_id, delta, kind, created_at) VALUES (?, ?, ?, 'INITIAL', 1)",
                id(),
                id,
                onHand);
        return id;
    }

    /** An order of two units at 100 each from each merchant, all parts in the same status, held for 15 minutes when it waits for its payment. */
    public Placed order(PaymentMethod method, String token, OrderStatus status, long buyer, long... merchants)
            throws SQLException {
        return heldUntil(now() + HOLD_MILLIS, method, token, status, buyer, merchants);
    }

    /** The same with a hold of its own. */
    public Placed heldUntil(
            long expiresAt, PaymentMethod method, String token, OrderStatus status, long buyer, long... merchants)
            throws SQLException {
        long id = id();
        long now = now();
        boolean cash = method == PaymentMethod.COD;
        long total = 200L * merchants.length;
        boolean paid = !cash
                && status != OrderStatus.PENDING_PAYMENT
                && status != OrderStatus.EXPIRED
                && !(status == OrderStatus.CANCELLED);
        boolean collected = cash && status == OrderStatus.DELIVERED;
        run(
                "INSERT INTO orders (id, buyer_id, idempotency_key, request_hash, number, status, currency, total, payment_method, payment_token, payment_status, payment_due, expires_at, address_id, address_name, address_line1, address_city, address_postal_code, address_country, version, placed_at) VALUES (?, ?, ?, ?, ?, ?, 'INR', ?, ?, ?, ?, ?, ?, 1, 'A', 'B', 'C', 'D', 'IN', 1, ?)",
                id,
                buyer,
                "key-" + id,
                new byte[32],
                "N" + id,
                status.name(),
                total,
                method.name(),
                cash ? null : token,
                paymentStatus(cash, paid, collected, status),
                status.isDead() || paid || collected ? 0 : total,
                cash ? null : expiresAt,
                now);
        List<Part> parts = new ArrayList<>();
        for (long merchant : merchants) {
            parts.add(part(id, merchant, status, collected, now));
        }
        if (paid) {
            long payment = id();
            run(
                    "INSERT INTO payment (id, order_id, status, amount, currency, idempotency_key, request_hash, asked, next_ask_at, created_at, decided_at) VALUES (?, ?, 'CAPTURED', ?, 'INR', 'k', ?, 0, 0, ?, ?)",
                    payment,
                    id,
                    total,
                    new byte[32],
                    now,
                    now);
            if (status.isDead()) {
                for (Part part : parts) {
                    run(
                            "INSERT INTO refund (id, payment_id, order_id, merchant_order_id, kind, status, amount, attempts, next_try_at, created_at, done_at) VALUES (?, ?, ?, ?, 'REFUND', 'DONE', ?, 1, ?, ?, ?)",
                            id(),
                            payment,
                            id,
                            part.id(),
                            part.subtotal(),
                            now,
                            now,
                            now);
                }
            }
        }
        return new Placed(id, buyer, parts);
    }

    private Part part(long order, long merchant, OrderStatus status, boolean collected, long now) throws SQLException {
        long id = id();
        long product = product(merchant, 10);
        boolean tried = status == OrderStatus.OUT_FOR_DELIVERY
                || status == OrderStatus.DELIVERY_FAILED
                || status == OrderStatus.DELIVERED
                || status == OrderStatus.RETURNED_TO_ORIGIN;
        List<String> events = new ArrayList<>(List.of("ORDER_RECEIVED"));
        if (collected) {
            events.add("CASH_COLLECTED");
        }
        if (status != OrderStatus.PENDING_PAYMENT && status != OrderStatus.PLACED) {
            events.add(status.name());
        }
        run(
                "INSERT INTO merchant_order (id, order_id, merchant_id, status, tracking_id, subtotal, collected_amount, delivery_attempts, last_seq, updated_at) VALUES (?, ?, ?, ?, ?, 200, ?, ?, ?, ?)",
                id,
                order,
                merchant,
                status.name(),
                "T" + id,
                collected ? 200L : null,
                tried ? 1 : 0,
                events.size(),
                now);
        run(
                "INSERT INTO order_line (id, merchant_order_id, product_id, sku, name, quantity, unit_price, line_total) VALUES (?, ?, ?, 'SKU', 'Lamp', 2, 100, 200)",
                id(),
                id,
                product);
        for (int i = 0; i < events.size(); i++) {
            run(
                    "INSERT INTO order_event (merchant_order_id, seq, type, occurred_at, recorded_at) VALUES (?, ?, ?, ?, ?)",
                    id,
                    i + 1,
                    events.get(i),
                    now,
                    now);
        }
        if (status.isReserving()) {
            run("UPDATE stock SET reserved = 2 WHERE product_id = ?", product);
        } else if (status.isLiving() || status == OrderStatus.RETURNED_TO_ORIGIN) {
            moved(product, -2, "SHIPMENT", id);
            if (status == OrderStatus.RETURNED_TO_ORIGIN) {
                moved(product, 2, "RETURN", id);
            }
        }
        return new Part(id, merchant, product, 2, 200, "T" + id);
    }

    private void moved(long product, int delta, String kind, long part) throws SQLException {
        run("UPDATE stock SET on_hand = on_hand + ? WHERE product_id = ?", delta, product);
        run(
                "INSERT INTO stock_ledger (id, product_id, delta, kind, merchant_order_id, created_at) VALUES (?, ?, ?, ?, ?, 1)",
                id(),
                product,
                delta,
                kind,
                part);
    }

    private static String paymentStatus(boolean cash, boolean paid, boolean collected, OrderStatus status) {
        if (cash) {
            return collected ? "COLLECTED" : status.isDead() ? "CANCELLED" : "DUE";
        }
        if (paid) {
            return status.isDead() ? "REFUNDED" : "CAPTURED";
        }
        return status.isDead() ? "CANCELLED" : "AWAITING";
    }

    /** One value of one row, as text. */
    public String value(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(sql, parameters);
                ResultSet result = statement.executeQuery()) {
            return result.next() ? result.getString(1) : null;
        }
    }

    public int run(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
