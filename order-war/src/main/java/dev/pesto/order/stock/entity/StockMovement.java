package dev.pesto.order.stock.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One change of what is on hand, in the product's ledger; never changed once written. */
@Entity
@Table(name = "stock_ledger")
@NamedQuery(
        name = "StockMovement.page",
        query = "SELECT m FROM StockMovement m WHERE m.productId = :product AND m.id < :before ORDER BY m.id DESC")
@NamedQuery(name = "StockMovement.byKey", query = """
                SELECT m FROM StockMovement m
                WHERE m.actorId = :actor AND m.productId = :product AND m.idempotencyKey = :key""")
public class StockMovement {

    /** Why it moved. */
    @Schema(name = "StockMovementKind")
    public enum Kind {
        INITIAL,
        ADJUSTMENT,
        SHIPMENT,
        RETURN
    }

    @Id
    private long id;

    @Column(name = "product_id")
    private long productId;

    private long delta;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private String reason;

    @Column(name = "merchant_order_id")
    private Long merchantOrderId;

    @Column(name = "actor_id")
    private Long actorId;

    @Column(name = "idempotency_key")
    private String idempotencyKey;

    @Column(name = "request_hash")
    private byte[] requestHash;

    @Column(name = "created_at")
    private long createdAt;

    protected StockMovement() {}

    private StockMovement(long id, long productId, long delta, Kind kind, Long actorId, long now) {
        this.id = id;
        this.productId = productId;
        this.delta = delta;
        this.kind = kind;
        this.actorId = actorId;
        this.createdAt = now;
    }

    /** Units leave or come back with a merchant order. */
    public static StockMovement ofMerchantOrder(
            long id, long productId, long delta, long merchantOrderId, Long actorId, long now) {
        StockMovement movement =
                new StockMovement(id, productId, delta, delta < 0 ? Kind.SHIPMENT : Kind.RETURN, actorId, now);
        movement.merchantOrderId = merchantOrderId;
        return movement;
    }

    /** Someone counted again, or goods came in. */
    public static StockMovement adjustment(
            long id, long productId, long delta, String reason, long actorId, String key, byte[] hash, long now) {
        StockMovement movement = new StockMovement(id, productId, delta, Kind.ADJUSTMENT, actorId, now);
        movement.reason = reason;
        movement.idempotencyKey = key;
        movement.requestHash = hash.clone();
        return movement;
    }

    public boolean isRequestedBy(byte[] hash) {
        return Arrays.equals(requestHash, hash);
    }

    public long id() {
        return id;
    }

    public long productId() {
        return productId;
    }

    public long delta() {
        return delta;
    }

    public Kind kind() {
        return kind;
    }

    public String reason() {
        return reason;
    }

    public Long merchantOrderId() {
        return merchantOrderId;
    }

    public long createdAt() {
        return createdAt;
    }
}
