package dev.pesto.order.stock.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/** How much there is of a product, and how much of that is promised. Changed only with its row locked. */
@Entity
@Table(name = "stock")
@NamedQuery(
        name = "StockLevel.ascending",
        query = "SELECT s FROM StockLevel s WHERE s.productId IN :products ORDER BY s.productId")
@NamedQuery(
        name = "StockLevel.available",
        query = "SELECT s.productId, s.onHand - s.reserved FROM StockLevel s WHERE s.productId IN :products")
public class StockLevel {

    @Id
    @Column(name = "product_id")
    private long productId;

    @Column(name = "on_hand")
    private long onHand;

    private long reserved;

    protected StockLevel() {}

    /** Promises units; the caller has asked {@link #available}. */
    public void reserve(int quantity) {
        if (quantity > available()) {
            throw new IllegalStateException(quantity + " of " + productId + " with " + available() + " available");
        }
        reserved += quantity;
    }

    /** The promise is off. */
    public void release(int quantity) {
        if (quantity > reserved) {
            throw new IllegalStateException(
                    "release " + quantity + " of " + productId + " with " + reserved + " reserved");
        }
        reserved -= quantity;
    }

    /** Promised units leave the house. */
    public void ship(int quantity) {
        release(quantity);
        onHand -= quantity;
    }

    /** Shipped units are back. */
    public void takeBack(int quantity) {
        onHand += quantity;
    }

    /** Changes what is on hand by hand; the caller has checked that what is promised stays covered. */
    public void adjust(long delta) {
        onHand = Math.addExact(onHand, delta);
    }

    public long productId() {
        return productId;
    }

    public long onHand() {
        return onHand;
    }

    public long reserved() {
        return reserved;
    }

    public long available() {
        return onHand - reserved;
    }
}
