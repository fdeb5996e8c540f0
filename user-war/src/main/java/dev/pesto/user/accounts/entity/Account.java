package dev.pesto.user.accounts.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;

/** A person. Its row is locked by whatever changes what hangs on it: the default address, the sessions, the status. */
@Entity
@Table(name = "account")
public class Account {

    @Id
    private long id;

    @Column(updatable = false)
    private String email;

    @Column(name = "email_key", updatable = false)
    private String emailKey;

    private String name;

    private String phone;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private Role role;

    @Enumerated(EnumType.STRING)
    private AccountStatus status;

    @Version
    private long version;

    @Column(name = "created_at", updatable = false)
    private long createdAt;

    protected Account() {}

    public Account(long id, String email, String name, String phone, Role role, Instant now) {
        this.id = id;
        this.email = Objects.requireNonNull(email, "email");
        this.emailKey = Email.key(email);
        this.name = Objects.requireNonNull(name, "name");
        this.phone = phone;
        this.role = Objects.requireNonNull(role, "role");
        this.status = AccountStatus.ACTIVE;
        this.version = 1;
        this.createdAt = now.toEpochMilli();
    }

    public void edit(String newName, String newPhone) {
        this.name = Objects.requireNonNull(newName, "name");
        this.phone = newPhone;
    }

    public void lock() {
        status = AccountStatus.LOCKED;
    }

    public void unlock() {
        status = AccountStatus.ACTIVE;
    }

    public boolean isLocked() {
        return status == AccountStatus.LOCKED;
    }

    public long id() {
        return id;
    }

    public String email() {
        return email;
    }

    public String name() {
        return name;
    }

    public String phone() {
        return phone;
    }

    public Role role() {
        return role;
    }

    public AccountStatus status() {
        return status;
    }

    public long version() {
        return version;
    }

    public Instant createdAt() {
        return Instant.ofEpochMilli(createdAt);
    }
}
