package dev.pesto.order.orders.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/** A line of a merchant order's timeline; never changed once written. */
@Entity
@Table(name = "order_event")
@IdClass(OrderEvent.Key.class)
@NamedQuery(
        name = "OrderEvent.since",
        query = "SELECT e FROM OrderEvent e WHERE e.merchantOrderId = :part AND e.recordedAt >= :since ORDER BY e.seq")
@NamedQuery(
        name = "OrderEvent.byKey",
        query =
                "SELECT e FROM OrderEvent e WHERE e.merchantOrderId = :part AND e.actorId = :actor AND e.idempotencyKey = :key")
@NamedQuery(
        name = "OrderEvent.latest",
        query = "SELECT e FROM OrderEvent e WHERE e.merchantOrderId = :part AND e.type = :type ORDER BY e.seq DESC")
public class OrderEvent {

    /** A merchant order numbers its events 1, 2, 3… */
    public static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private long merchantOrderId;
        private int seq;

        public Key() {}

        public Key(long merchantOrderId, int seq) {
            this.merchantOrderId = merchantOrderId;
            this.seq = seq;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.merchantOrderId == merchantOrderId && key.seq == seq;
        }

        @Override
        public int hashCode() {
            return Objects.hash(merchantOrderId, seq);
        }
    }

    @Id
    @Column(name = "merchant_order_id")
    private long merchantOrderId;

    @Id
    private int seq;

    @Enumerated(EnumType.STRING)
    private EventType type;

    @Column(name = "actor_id")
    private Long actorId;

    private String location;
    private String note;

    @Column(name = "idempotency_key")
    private String idempotencyKey;

    @Column(name = "request_hash")
    private byte[] requestHash;

    @Column(name = "occurred_at")
    private long occurredAt;

    @Column(name = "recorded_at")
    private long recordedAt;

    protected OrderEvent() {}

    /**
     * @param actorId null: the system
     */
    OrderEvent(long merchantOrderId, int seq, EventType type, Long actorId, long now) {
        this.merchantOrderId = merchantOrderId;
        this.seq = seq;
        this.type = type;
        this.actorId = actorId;
        this.occurredAt = now;
        this.recordedAt = now;
    }

    /** What was said with it; only before it is written. */
    public OrderEvent telling(String where, String what) {
        location = where;
        note = what;
        return this;
    }

    /** When it happened, if it was told afterwards; only before it is written. */
    public OrderEvent at(Long when) {
        if (when != null) {
            occurredAt = when;
        }
        return this;
    }

    /** The request that made it, so that the same request makes no second one; only before it is written. */
    public OrderEvent requestedBy(String key, byte[] hash) {
        idempotencyKey = key;
        requestHash = hash == null ? null : hash.clone();
        return this;
    }

    public boolean isRequestedBy(byte[] hash) {
        return Arrays.equals(requestHash, hash);
    }

    public int seq() {
        return seq;
    }

    public EventType type() {
        return type;
    }

    public String location() {
        return location;
    }

    public String note() {
        return note;
    }

    public long occurredAt() {
        return occurredAt;
    }

    public long merchantOrderId() {
        return merchantOrderId;
    }

    public long recordedAt() {
        return recordedAt;
    }
}
