package dev.pesto.product.catalogue.entity;

import dev.pesto.commons.money.Money;
import jakarta.persistence.Column;
import jakarta.persistence.ColumnResult;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityResult;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.SqlResultSetMapping;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;

/**
 * Something a merchant sells. Its stock is not part of it: other people change that, without a new version of the product.
 *
 * <p>The version counts edits; an edit that changes nothing is none.
 */
@Entity
@Table(name = "product")
@NamedQuery(
        name = Product.CHANGEABLE,
        query = "SELECT p FROM Product p WHERE p.id = :id AND (p.merchantId = :account OR :admin = TRUE)")
@SqlResultSetMapping(
        name = Product.WITH_UNITS,
        entities = @EntityResult(entityClass = Product.class),
        columns = @ColumnResult(name = "units", type = Long.class))
public class Product {

    /** The product of an id, when it is the account's or the account is an administrator's. */
    public static final String CHANGEABLE = "Product.changeable";

    /** Result of a native query: a product and the units of it that nobody has reserved and its merchant may sell. */
    public static final String WITH_UNITS = "Product.withUnits";

    @Id
    @Column(name = "id")
    private long id;

    @Column(name = "merchant_id")
    private long merchantId;

    @Column(name = "sku")
    private String sku;

    @Column(name = "name")
    private String name;

    @Column(name = "description")
    private String description;

    @Column(name = "category")
    private String category;

    @Column(name = "price_amount")
    private long priceAmount;

    @Column(name = "price_currency")
    private String priceCurrency;

    @Column(name = "status")
    @Enumerated(EnumType.STRING)
    private ProductStatus status;

    @Column(name = "image_url")
    private String imageUrl;

    @Version
    @Column(name = "version")
    private long version;

    @Column(name = "created_at")
    private long createdAt;

    @Column(name = "updated_at")
    private long updatedAt;

    protected Product() {}

    public Product(long id, long merchantId, ProductContent content, Instant createdAt) {
        this.id = id;
        this.merchantId = merchantId;
        this.createdAt = createdAt.toEpochMilli();
        this.updatedAt = this.createdAt;
        take(Objects.requireNonNull(content, "content"));
    }

    /** Changes what the merchant says about the product, which must not be archived. */
    public void edit(ProductContent content, Instant now) {
        if (isArchived()) {
            throw new IllegalStateException("an archived product stays as it is");
        }
        if (!content.equals(content())) {
            take(content);
            updatedAt = now.toEpochMilli();
        }
    }

    /** Ends the sale for good; once more changes nothing. */
    public void archive(Instant now) {
        if (!isArchived()) {
            status = ProductStatus.ARCHIVED;
            updatedAt = now.toEpochMilli();
        }
    }

    /** What an edit starts from; an archived product counts as a draft here. */
    public ProductContent content() {
        Publication publication = status == ProductStatus.ACTIVE ? Publication.ACTIVE : Publication.DRAFT;
        return new ProductContent(sku, name, description, category, price(), publication, imageUrl);
    }

    /** A draft is its merchant's and the administrators' alone. */
    public boolean isVisibleTo(long accountId, boolean admin) {
        return status != ProductStatus.DRAFT || isEditableBy(accountId, admin);
    }

    public boolean isEditableBy(long accountId, boolean admin) {
        return admin || merchantId == accountId;
    }

    /**
     * How many units can be ordered now: none unless the product is for sale.
     *
     * @param units those that nobody has reserved and its merchant may sell
     */
    public long available(long units) {
        return status == ProductStatus.ACTIVE ? units : 0;
    }

    public boolean isArchived() {
        return status == ProductStatus.ARCHIVED;
    }

    public long id() {
        return id;
    }

    public long merchantId() {
        return merchantId;
    }

    public String name() {
        return name;
    }

    public ProductStatus status() {
        return status;
    }

    public Money price() {
        return new Money(priceAmount, priceCurrency);
    }

    public long version() {
        return version;
    }

    public Instant createdAt() {
        return Instant.ofEpochMilli(createdAt);
    }

    public Instant updatedAt() {
        return Instant.ofEpochMilli(updatedAt);
    }

    private void take(ProductContent content) {
        sku = Objects.requireNonNull(content.sku(), "sku");
        name = Objects.requireNonNull(content.name(), "name");
        description = content.description();
        category = Objects.requireNonNull(content.category(), "category");
        priceAmount = content.price().amount();
        priceCurrency = content.price().currency();
        status = content.status().status();
        imageUrl = content.imageUrl();
    }
}
