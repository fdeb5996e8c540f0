package dev.pesto.order.orders.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** A product in a merchant order, as it was when the order was placed. */
@Entity
@Table(name = "order_line")
public class OrderLine {

    @Id
    private long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "merchant_order_id")
    private MerchantOrder merchantOrder;

    @Column(name = "product_id")
    private long productId;

    private String sku;
    private String name;
    private int quantity;

    @Column(name = "unit_price")
    private long unitPrice;

    @Column(name = "line_total")
    private long lineTotal;

    protected OrderLine() {}

    OrderLine(
            long id,
            MerchantOrder merchantOrder,
            long productId,
            String sku,
            String name,
            int quantity,
            long unitPrice) {
        if (quantity < 1 || unitPrice < 0) {
            throw new IllegalArgumentException(quantity + " at " + unitPrice);
        }
        this.id = id;
        this.merchantOrder = merchantOrder;
        this.productId = productId;
        this.sku = sku;
        this.name = name;
        this.quantity = quantity;
        this.unitPrice = unitPrice;
        this.lineTotal = Math.multiplyExact(unitPrice, quantity);
    }

    public MerchantOrder merchantOrder() {
        return merchantOrder;
    }

    public long productId() {
        return productId;
    }

    public String sku() {
        return sku;
    }

    public String name() {
        return name;
    }

    public int quantity() {
        return quantity;
    }

    public long unitPrice() {
        return unitPrice;
    }

    public long lineTotal() {
        return lineTotal;
    }
}
