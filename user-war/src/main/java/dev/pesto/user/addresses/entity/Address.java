package dev.pesto.user.addresses.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;

/** An address of an account. At most one is the default: the caller holds the lock of the account's row whenever one is made or changed. */
@Entity
@Table(name = "address")
public class Address {

    @Id
    private long id;

    @Column(name = "account_id", updatable = false)
    private long accountId;

    @Embedded
    private Place place;

    @Column(name = "is_default")
    private boolean isDefault;

    @Version
    private long version;

    @Column(name = "created_at", updatable = false)
    private long createdAt;

    protected Address() {}

    public Address(long id, long accountId, Place place, boolean isDefault, Instant now) {
        this.id = id;
        this.accountId = accountId;
        this.place = Objects.requireNonNull(place, "place");
        this.isDefault = isDefault;
        this.version = 1;
        this.createdAt = now.toEpochMilli();
    }

    public void replace(Place newPlace, boolean makeDefault) {
        this.place = Objects.requireNonNull(newPlace, "newPlace");
        this.isDefault = makeDefault;
    }

    public long id() {
        return id;
    }

    public Place place() {
        return place;
    }

    public boolean isDefault() {
        return isDefault;
    }

    public long version() {
        return version;
    }
}
