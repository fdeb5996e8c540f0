package dev.pesto.product.catalogue.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The first line of a product's stock ledger: even nothing in stock is written down, so that every ledger has a beginning. */
@Entity
@Table(name = "stock_ledger")
public class FirstStockEntry {

    @Id
    @Column(name = "id")
    private long id;

    @Column(name = "product_id")
    private long productId;

    @Column(name = "delta")
    private long delta;

    @Column(name = "kind")
    private String kind;

    @Column(name = "actor_id")
    private long actorId;

    @Column(name = "created_at")
    private long createdAt;

    protected FirstStockEntry() {}

    public FirstStockEntry(long id, long productId, long units, long actorId, Instant createdAt) {
        this.id = id;
        this.productId = productId;
        this.delta = units;
        this.kind = "INITIAL";
        this.actorId = actorId;
        this.createdAt = createdAt.toEpochMilli();
    }
}
