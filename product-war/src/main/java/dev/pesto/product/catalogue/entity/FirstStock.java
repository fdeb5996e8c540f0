package dev.pesto.product.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A new product's row of stock. Written once; from then on the row belongs to order-war. */
@Entity
@Table(name = "stock")
public class FirstStock {

    @Id
    @Column(name = "product_id")
    private long productId;

    @Column(name = "on_hand")
    private long onHand;

    @Column(name = "reserved")
    private long reserved;

    protected FirstStock() {}

    public FirstStock(long productId, long onHand) {
        this.productId = productId;
        this.onHand = onHand;
        this.reserved = 0;
    }
}
