package dev.pesto.user.paymentmethods.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;

/** A way to pay; never changed. A card is what the provider's token stands for, and what a person needs to know it again. */
@Entity
@Table(name = "payment_method")
public class PaymentMethod {

    @Id
    private long id;

    @Column(name = "account_id")
    private long accountId;

    @Enumerated(EnumType.STRING)
    private PaymentType type;

    private String token;

    private String brand;

    private String last4;

    @Column(name = "exp_month")
    private Integer expMonth;

    @Column(name = "exp_year")
    private Integer expYear;

    @Column(name = "created_at")
    private long createdAt;

    protected PaymentMethod() {}

    private PaymentMethod(long id, long accountId, PaymentType type, Instant now) {
        this.id = id;
        this.accountId = accountId;
        this.type = type;
        this.createdAt = now.toEpochMilli();
    }

    public static PaymentMethod cashOnDelivery(long id, long accountId, Instant now) {
        return new PaymentMethod(id, accountId, PaymentType.COD, now);
    }

    public static PaymentMethod card(
            long id, long accountId, String token, String brand, String last4, int expMonth, int expYear, Instant now) {
        PaymentMethod card = new PaymentMethod(id, accountId, PaymentType.CARD, now);
        card.token = Objects.requireNonNull(token, "token");
        card.brand = Objects.requireNonNull(brand, "brand");
        card.last4 = Objects.requireNonNull(last4, "last4");
        card.expMonth = expMonth;
        card.expYear = expYear;
        return card;
    }

    public long id() {
        return id;
    }

    public PaymentType type() {
        return type;
    }

    public String token() {
        return token;
    }

    public String brand() {
        return brand;
    }

    public String last4() {
        return last4;
    }

    public Integer expMonth() {
        return expMonth;
    }

    public Integer expYear() {
        return expYear;
    }

    public Instant createdAt() {
        return Instant.ofEpochMilli(createdAt);
    }
}
