package dev.pesto.order.orders.entity;

import dev.pesto.order.settlement.entity.Part;
import dev.pesto.order.settlement.entity.PaymentMethod;
import dev.pesto.order.settlement.entity.PaymentState;
import dev.pesto.order.settlement.entity.PaymentStatus;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What a buyer ordered at once: 1..n merchant orders, one per merchant. Its row is the lock of all of them. Status and payment are derived, stored for lists, and
 * rewritten by {@link #settle} in every transaction that changes a part. Read Committed shows each statement another moment, so an order that is not locked is read with
 * its parts in one.
 */
@Entity
@Table(name = "orders")
@NamedQuery(
        name = "Order.byKey",
        query =
                "SELECT o FROM Order o JOIN FETCH o.parts p JOIN FETCH p.lines l WHERE o.buyerId = :buyer AND o.idempotencyKey = :key ORDER BY p.id, l.id")
@NamedQuery(
        name = "Order.whole",
        query = "SELECT o FROM Order o JOIN FETCH o.parts p JOIN FETCH p.lines l WHERE o.id = :id ORDER BY p.id, l.id")
public class Order {

    @Id
    private long id;

    @Column(name = "buyer_id")
    private long buyerId;

    @Column(name = "idempotency_key")
    private String idempotencyKey;

    @Column(name = "request_hash")
    private byte[] requestHash;

    private String number;

    @Enumerated(EnumType.STRING)
    private OrderStatus status;

    private String currency;
    private long total;
    private String note;

    @Enumerated(EnumType.STRING)
    @Column(name = "payment_method")
    private PaymentMethod paymentMethod;

    @Column(name = "payment_token")
    private String paymentToken;

    @Enumerated(EnumType.STRING)
    @Column(name = "payment_status")
    private PaymentStatus paymentStatus;

    @Column(name = "payment_due")
    private long paymentDue;

    @Column(name = "expires_at")
    private Long expiresAt;

    @Embedded
    private ShippingAddress shippingAddress;

    private long version;

    @Column(name = "placed_at")
    private long placedAt;

    @OneToMany(mappedBy = "order", cascade = CascadeType.PERSIST)
    @OrderBy("id")
    private List<MerchantOrder> parts = new ArrayList<>();

    protected Order() {}

    /**
     * A new order without parts yet.
     *
     * @param paymentToken the provider's name for the card; null for cash
     * @param expiresAt end of the hold, epoch milliseconds; null for cash
     */
    public Order(
            long id,
            long buyerId,
            String idempotencyKey,
            byte[] requestHash,
            String number,
            String currency,
            PaymentMethod paymentMethod,
            String paymentToken,
            Long expiresAt,
            ShippingAddress shippingAddress,
            String note,
            long now) {
        if ((paymentMethod == PaymentMethod.CARD) != (expiresAt != null && paymentToken != null)) {
            throw new IllegalArgumentException("a prepaid order, and no other, has a hold and a token");
        }
        this.id = id;
        this.buyerId = buyerId;
        this.idempotencyKey = idempotencyKey;
        this.requestHash = requestHash.clone();
        this.number = number;
        this.currency = currency;
        this.paymentMethod = paymentMethod;
        this.paymentToken = paymentToken;
        this.paymentStatus = isPaidAtTheDoor() ? PaymentStatus.DUE : PaymentStatus.AWAITING;
        this.status = isPaidAtTheDoor() ? OrderStatus.PLACED : OrderStatus.PENDING_PAYMENT;
        this.expiresAt = expiresAt;
        this.shippingAddress = shippingAddress;
        this.note = note;
        this.version = 1;
        this.placedAt = now;
    }

    /** Adds the part of a merchant; its lines are added to it, then {@link #total(long)} is said. */
    public MerchantOrder add(long partId, long merchantId, String trackingId) {
        MerchantOrder part = new MerchantOrder(partId, this, merchantId, trackingId, status, placedAt);
        parts.add(part);
        return part;
    }

    /** The sum of its parts, told by the placement once they are complete. */
    public void total(long sum) {
        total = sum;
        paymentDue = sum;
    }

    /** Rewrites what is derived from the parts, and the version; said last in every transaction that changed one. */
    public void settle(PaymentState payment) {
        status = OrderStatus.derivedFrom(
                parts.stream().map(MerchantOrder::status).toList());
        paymentStatus = payment.status();
        paymentDue = payment.due();
        version++;
    }

    /** A new destination or note, while its parts allow it. */
    public void redirect(ShippingAddress newAddress, String newNote, long now) {
        shippingAddress = newAddress;
        note = newNote;
        // Merchants that ask what has changed since must be told. A dead part would tell nothing new, and money goes
        // back in the order in which parts died.
        parts.stream().filter(part -> part.status().isLiving()).forEach(part -> part.changed(now));
        version++;
    }

    /** Its parts as settlement sees them. */
    public List<Part> partsForSettlement() {
        return parts.stream().map(MerchantOrder::part).toList();
    }

    public boolean isOf(long buyer) {
        return buyerId == buyer;
    }

    public boolean isRequestedBy(byte[] hash) {
        return Arrays.equals(requestHash, hash);
    }

    public boolean isPaidAtTheDoor() {
        return paymentMethod == PaymentMethod.COD;
    }

    /** It waits for its payment: the only state in which a capture is kept. */
    public boolean isAwaitingPayment() {
        return status == OrderStatus.PENDING_PAYMENT;
    }

    /** Prepaid, and paid; what has gone back since does not change it. */
    public boolean isCaptured() {
        return switch (paymentStatus) {
            case CAPTURED, REFUND_PENDING, PARTLY_REFUNDED, REFUNDED -> true;
            default -> false;
        };
    }

    public long id() {
        return id;
    }

    public long buyerId() {
        return buyerId;
    }

    public String number() {
        return number;
    }

    public OrderStatus status() {
        return status;
    }

    public String currency() {
        return currency;
    }

    public long total() {
        return total;
    }

    public String note() {
        return note;
    }

    public PaymentMethod paymentMethod() {
        return paymentMethod;
    }

    public String paymentToken() {
        return paymentToken;
    }

    public PaymentStatus paymentStatus() {
        return paymentStatus;
    }

    public long paymentDue() {
        return paymentDue;
    }

    public Long expiresAt() {
        return expiresAt;
    }

    public ShippingAddress shippingAddress() {
        return shippingAddress;
    }

    public long version() {
        return version;
    }

    public long placedAt() {
        return placedAt;
    }

    public List<MerchantOrder> parts() {
        return Collections.unmodifiableList(parts);
    }
}
