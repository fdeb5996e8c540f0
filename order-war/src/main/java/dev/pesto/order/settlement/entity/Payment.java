package dev.pesto.order.settlement.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One attempt to take the money of a prepaid order. It is written undecided before the provider is asked, and its id is the provider's idempotency key: whoever
 * finds it undecided may ask again and gets the same answer.
 */
@Entity
@Table(name = "payment")
@NamedQuery(name = "Payment.ofOrder", query = "SELECT p FROM Payment p WHERE p.orderId = :order ORDER BY p.id")
@NamedQuery(
        name = "Payment.page",
        query = "SELECT p FROM Payment p WHERE p.orderId = :order AND p.id > :after ORDER BY p.id")
@NamedQuery(
        name = "Payment.byKey",
        query = "SELECT p FROM Payment p WHERE p.orderId = :order AND p.idempotencyKey = :key")
public class Payment {

    /** How it stands. */
    @Schema(name = "PaymentAttemptStatus")
    public enum Status {
        PENDING,
        CAPTURED,
        DECLINED
    }

    /** The provider is given this long to answer before anyone asks again. */
    static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    @Id
    private long id;

    @Column(name = "order_id")
    private long orderId;

    @Enumerated(EnumType.STRING)
    private Status status;

    private long amount;
    private String currency;

    @Column(name = "idempotency_key")
    private String idempotencyKey;

    @Column(name = "request_hash")
    private byte[] requestHash;

    private int asked;

    @Column(name = "next_ask_at")
    private long nextAskAt;

    @Column(name = "created_at")
    private long createdAt;

    @Column(name = "decided_at")
    private Long decidedAt;

    protected Payment() {}

    public Payment(
            long id, long orderId, long amount, String currency, String idempotencyKey, byte[] requestHash, long now) {
        this.id = id;
        this.orderId = orderId;
        this.amount = amount;
        this.currency = currency;
        this.idempotencyKey = idempotencyKey;
        this.requestHash = requestHash.clone();
        this.status = Status.PENDING;
        this.createdAt = now;
        this.nextAskAt = now + PATIENCE.toMillis();
    }

    /** The provider has taken the money; said once. */
    public void capture(long now) {
        decide(Status.CAPTURED, now);
    }

    /** The provider refuses; said once. */
    public void decline(long now) {
        decide(Status.DECLINED, now);
    }

    private void decide(Status decision, long now) {
        if (!isUndecided()) {
            throw new IllegalStateException("attempt " + id + " is " + status + " already");
        }
        status = decision;
        decidedAt = now;
    }

    /** Someone asks the provider again now; the others leave it alone for a while that grows to five seconds. */
    public void askAgain(long now) {
        asked++;
        nextAskAt = now + Math.min(LONGEST_PAUSE.toMillis(), 1000L * asked);
    }

    public boolean isRequestedBy(byte[] hash) {
        return Arrays.equals(requestHash, hash);
    }

    public boolean isUndecided() {
        return status == Status.PENDING;
    }

    public boolean isCaptured() {
        return status == Status.CAPTURED;
    }

    public boolean isDeclined() {
        return status == Status.DECLINED;
    }

    public long id() {
        return id;
    }

    public long orderId() {
        return orderId;
    }

    public Status status() {
        return status;
    }

    public long amount() {
        return amount;
    }

    public String currency() {
        return currency;
    }

    public long createdAt() {
        return createdAt;
    }

    public Long decidedAt() {
        return decidedAt;
    }
}
