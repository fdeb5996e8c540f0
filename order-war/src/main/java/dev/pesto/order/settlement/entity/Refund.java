package dev.pesto.order.settlement.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;

/**
 * Money that has to go back, written in the transaction of its cause and once for each cause (unique in the database). Carried out afterwards; its id is the
 * provider's idempotency key, so it is repeated until answered and paid once.
 */
@Entity
@Table(name = "refund")
@NamedQuery(name = "Refund.ofOrder", query = "SELECT r FROM Refund r WHERE r.orderId = :order ORDER BY r.id")
public class Refund {

    /** What is asked of the provider. */
    public enum Kind {
        /** The whole attempt, as if it had never been. */
        VOID,
        /** The part of one merchant order. */
        REFUND
    }

    /** Whether the provider has confirmed it. */
    public enum Status {
        PENDING,
        DONE
    }

    private static final long NO_MERCHANT_ORDER = 0;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    @Id
    private long id;

    @Column(name = "payment_id")
    private long paymentId;

    @Column(name = "order_id")
    private long orderId;

    @Column(name = "merchant_order_id")
    private long merchantOrderId;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    @Enumerated(EnumType.STRING)
    private Status status;

    private long amount;
    private int attempts;

    @Column(name = "next_try_at")
    private long nextTryAt;

    @Column(name = "created_at")
    private long createdAt;

    @Column(name = "done_at")
    private Long doneAt;

    protected Refund() {}

    private Refund(long id, Payment payment, long merchantOrderId, Kind kind, long amount, long now) {
        if (!payment.isCaptured() || amount > payment.amount()) {
            throw new IllegalArgumentException("attempt " + payment.id() + " has no " + amount + " to give back");
        }
        this.id = id;
        this.paymentId = payment.id();
        this.orderId = payment.orderId();
        this.merchantOrderId = merchantOrderId;
        this.kind = kind;
        this.status = Status.PENDING;
        this.amount = amount;
        this.nextTryAt = now;
        this.createdAt = now;
    }

    /** The money of a merchant order that died after it was paid. */
    public static Refund ofPart(long id, Payment payment, Part part, long now) {
        return new Refund(id, payment, part.merchantOrderId(), Kind.REFUND, part.subtotal(), now);
    }

    /** A capture that came when the order no longer waited for it. */
    public static Refund ofLateCapture(long id, Payment payment, long now) {
        return new Refund(id, payment, NO_MERCHANT_ORDER, Kind.VOID, payment.amount(), now);
    }

    /** Someone asks the provider now; the others leave it alone for a while that doubles up to a minute. */
    public void tryNow(long now) {
        attempts++;
        long pause = 1000L << Math.min(attempts, 6);
        nextTryAt = now + Math.min(LONGEST_PAUSE.toMillis(), pause);
    }

    /** The provider has confirmed it; later confirmations change nothing. */
    public void carriedOut(long now) {
        if (!isDone()) {
            status = Status.DONE;
            doneAt = now;
        }
    }

    public boolean isVoid() {
        return kind == Kind.VOID;
    }

    public boolean isDone() {
        return status == Status.DONE;
    }

    public boolean isOf(Payment payment, Part part) {
        return paymentId == payment.id() && merchantOrderId == part.merchantOrderId();
    }

    public long id() {
        return id;
    }

    public long paymentId() {
        return paymentId;
    }

    public long orderId() {
        return orderId;
    }

    public long amount() {
        return amount;
    }
}
