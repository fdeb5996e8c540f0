package dev.pesto.order.orders.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/** product-war's product, read only. What an order needs of it leaves as an {@link Offer}, so none is ever managed. */
@Entity
@Table(name = "product")
@NamedQuery(name = "CatalogueProduct.offers", query = """
                SELECT NEW dev.pesto.order.orders.entity.Offer(p.id, p.merchantId, p.sku, p.name, p.price, p.currency)
                FROM CatalogueProduct p, Merchant m
                WHERE p.id IN :products AND p.status = 'ACTIVE' AND m.id = p.merchantId AND m.status = 'ACTIVE'""")
public class CatalogueProduct {

    @Id
    private long id;

    @Column(name = "merchant_id")
    private long merchantId;

    private String sku;
    private String name;

    @Column(name = "price_amount")
    private long price;

    @Column(name = "price_currency")
    private String currency;

    private String status;

    protected CatalogueProduct() {}
}
