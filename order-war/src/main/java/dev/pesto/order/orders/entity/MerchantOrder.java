package dev.pesto.order.orders.entity;

import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.settlement.entity.Part;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** One merchant's part of an order. Covered by its order's lock: it is read and moved only with the orders row locked. */
@Entity
@Table(name = "merchant_order")
@NamedQuery(
        name = "MerchantOrder.page",
        query = "SELECT p FROM MerchantOrder p JOIN FETCH p.order o WHERE o.id IN :ids ORDER BY o.id DESC, p.id")
public class MerchantOrder {

    /** Deliveries that are tried in all. */
    static final int DELIVERY_ATTEMPTS = 3;

    @Id
    private long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "order_id")
    private Order order;

    @Column(name = "merchant_id")
    private long merchantId;

    @Enumerated(EnumType.STRING)
    private OrderStatus status;

    @Column(name = "tracking_id")
    private String trackingId;

    private long subtotal;
    private String carrier;

    @Column(name = "carrier_tracking_number")
    private String carrierTrackingNumber;

    @Column(name = "collected_amount")
    private Long collectedAmount;

    @Column(name = "delivery_attempts")
    private int deliveryAttempts;

    @Column(name = "last_seq")
    private int lastSeq;

    @Column(name = "updated_at")
    private long updatedAt;

    @OneToMany(mappedBy = "merchantOrder", cascade = CascadeType.PERSIST)
    @OrderBy("id")
    private List<OrderLine> lines = new ArrayList<>();

    protected MerchantOrder() {}

    MerchantOrder(long id, Order order, long merchantId, String trackingId, OrderStatus status, long now) {
        this.id = id;
        this.order = order;
        this.merchantId = merchantId;
        this.trackingId = trackingId;
        this.status = status;
        this.updatedAt = now;
    }

    /** Adds a product; only while the order is being placed. */
    public void add(long lineId, long productId, String sku, String name, int quantity, long unitPrice) {
        OrderLine line = new OrderLine(lineId, this, productId, sku, name, quantity, unitPrice);
        lines.add(line);
        subtotal = Math.addExact(subtotal, line.lineTotal());
    }

    /** Where the actor may take it now: the table's steps, less those that its cash and its delivery attempts forbid. */
    public Set<OrderStatus> targets(Actor actor) {
        Set<OrderStatus> targets = LifeCycle.targets(status, actor);
        if (deliveryAttempts >= DELIVERY_ATTEMPTS) {
            targets.remove(OrderStatus.OUT_FOR_DELIVERY);
        }
        if (awaitsCash()) {
            targets.remove(OrderStatus.DELIVERED);
        }
        if (isCollected()) {
            // What has been paid for at the door has been handed over there.
            targets.remove(OrderStatus.DELIVERY_FAILED);
        }
        return targets;
    }

    /** Takes a step and returns its event; the caller has asked {@link #targets} and settles stock, order and money. */
    public OrderEvent moveTo(OrderStatus target, Actor actor, Long actorId, long now) {
        if (!targets(actor).contains(target)) {
            throw new IllegalStateException(id + ": " + status + " to " + target);
        }
        status = target;
        if (target == OrderStatus.OUT_FOR_DELIVERY) {
            deliveryAttempts++;
        }
        return record(EventType.of(target), actorId, now);
    }

    /** Adds the next event to the timeline; the caller persists it. */
    public OrderEvent record(EventType type, Long actorId, long now) {
        lastSeq++;
        updatedAt = now;
        return new OrderEvent(id, lastSeq, type, actorId, now);
    }

    /** What it shows of its order is another now. */
    void changed(long now) {
        updatedAt = now;
    }

    /** Names who carries the parcel. */
    public void handTo(String carrierName, String number) {
        carrier = carrierName;
        carrierTrackingNumber = number;
    }

    /** The cash of this merchant order has been taken at the door. */
    public void collect() {
        collectedAmount = subtotal;
    }

    /** Paid at the door and not yet paid. */
    /** That it does not go there, and why. */
    public Refusal refusal(OrderStatus target, Actor actor) {
        Set<OrderStatus> targets = targets(actor);
        if (!LifeCycle.allows(status, target, actor)) {
            return OrderRefusal.invalidTransition(status, target.name(), targets);
        }
        String why =
                switch (target) {
                    case DELIVERED -> "It is paid at the door, and its cash has not been collected yet.";
                    case DELIVERY_FAILED -> "Its cash has been collected: it has been handed over.";
                    default -> "Its delivery has failed " + deliveryAttempts + " times: it goes back.";
                };
        return OrderRefusal.invalidTransition(status, target.name(), targets, why);
    }

    public boolean awaitsCash() {
        return order.isPaidAtTheDoor() && !isCollected();
    }

    public boolean isCollected() {
        return collectedAmount != null;
    }

    public boolean isOf(long merchant) {
        return merchantId == merchant;
    }

    /** What is still to be paid for it, minor units of the order's currency. */
    public long due() {
        return status.isLiving() && !isCollected() && !order.isCaptured() ? subtotal : 0;
    }

    /** It as settlement sees it. */
    public Part part() {
        return new Part(id, subtotal, status.isLiving(), isCollected(), updatedAt);
    }

    public long id() {
        return id;
    }

    public Order order() {
        return order;
    }

    public long merchantId() {
        return merchantId;
    }

    public OrderStatus status() {
        return status;
    }

    public String trackingId() {
        return trackingId;
    }

    public long subtotal() {
        return subtotal;
    }

    public String carrier() {
        return carrier;
    }

    public String carrierTrackingNumber() {
        return carrierTrackingNumber;
    }

    public int deliveryAttempts() {
        return deliveryAttempts;
    }

    public long updatedAt() {
        return updatedAt;
    }

    public List<OrderLine> lines() {
        return Collections.unmodifiableList(lines);
    }
}
