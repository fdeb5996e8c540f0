package dev.pesto.order.orders.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;

/** product-war's product, read only. What an order needs of it leaves as an {@link Offer}. */
@Entity
@Table(name = "product")
@NamedQuery(
        name = "CatalogueProduct.withMerchants",
        query = "SELECT p, m FROM CatalogueProduct p, Merchant m WHERE p.id IN :products AND m.id = p.merchantId")
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

    /** Neither a draft nor archived. */
    public boolean isActive() {
        return status.equals("ACTIVE");
    }

    public Offer offer() {
        return new Offer(id, merchantId, sku, name, price, currency);
    }
}
