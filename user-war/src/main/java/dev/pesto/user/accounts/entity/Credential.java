package dev.pesto.user.accounts.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;

/** How a person proves who they are; apart from the account, so that reading people does not read hashes. */
@Entity
@Table(name = "credential")
public class Credential {

    @Id
    @Column(name = "account_id")
    private long accountId;

    @Column(name = "password_hash")
    private String passwordHash;

    @Column(name = "changed_at")
    private long changedAt;

    protected Credential() {}

    public Credential(long accountId, String passwordHash, Instant now) {
        this.accountId = accountId;
        this.passwordHash = Objects.requireNonNull(passwordHash, "passwordHash");
        this.changedAt = now.toEpochMilli();
    }

    public void change(String newHash, Instant now) {
        this.passwordHash = Objects.requireNonNull(newHash, "newHash");
        this.changedAt = now.toEpochMilli();
    }

    public String passwordHash() {
        return passwordHash;
    }
}
