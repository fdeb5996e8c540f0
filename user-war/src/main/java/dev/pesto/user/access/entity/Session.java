package dev.pesto.user.access.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One line of refresh tokens (R2.2, R2.3). Only the hash of the present token is kept. */
@Entity
@Table(name = "session")
public class Session {

    public static final Duration GRACE = Duration.ofSeconds(5);

    /** Further back a re-used token is only refused; two weeks of a refresh every five minutes are fewer. */
    private static final int WALK = 4096;

    /** How many rotations within the grace can still be repeated. */
    private static final int REMEMBERED_ROTATIONS = 8;

    /** What a presented refresh token is to this session. */
    public enum Standing {
        /** Not of this line. */
        FOREIGN,
        PRESENT,
        /** Used less than five seconds ago: gets the successor that the first use got. */
        IN_GRACE,
        REUSED,
        ENDED,
        EXPIRED
    }

    @Id
    private long id;

    @Column(name = "account_id", updatable = false)
    private long accountId;

    @Column(name = "refresh_hash")
    private byte[] refreshHash;

    private int generation;

    private byte[] rotations;

    @Column(name = "user_agent", updatable = false)
    private String userAgent;

    @Column(updatable = false)
    private String address;

    @Column(name = "created_at", updatable = false)
    private long createdAt;

    @Column(name = "last_used_at")
    private long lastUsedAt;

    @Column(name = "expires_at")
    private long expiresAt;

    @Column(name = "ended_at")
    private Long endedAt;

    protected Session() {}

    public Session(
            long id, long accountId, RefreshToken first, String userAgent, String address, Instant now, Duration life) {
        this.id = id;
        this.accountId = accountId;
        this.refreshHash = first.hash();
        this.rotations = new byte[0];
        this.userAgent = userAgent;
        this.address = address;
        this.createdAt = now.toEpochMilli();
        this.lastUsedAt = this.createdAt;
        this.expiresAt = now.plus(life).toEpochMilli();
    }

    public Standing standing(RefreshToken token, RefreshLine line, Instant now) {
        int age = age(token, line);
        if (age < 0) {
            return Standing.FOREIGN;
        }
        if (endedAt != null) {
            return Standing.ENDED;
        }
        if (now.toEpochMilli() >= expiresAt) {
            return Standing.EXPIRED;
        }
        if (age == 0) {
            return Standing.PRESENT;
        }
        List<Long> used = Instants.read(rotations);
        boolean justUsed = age <= used.size() && now.toEpochMilli() - used.get(age - 1) <= GRACE.toMillis();
        return justUsed ? Standing.IN_GRACE : Standing.REUSED;
    }

    public void rotate(RefreshToken successor, Instant now, Duration life) {
        List<Long> used = new ArrayList<>(List.of(now.toEpochMilli()));
        used.addAll(Instants.read(rotations));
        rotations = Instants.write(used.subList(0, Math.min(used.size(), REMEMBERED_ROTATIONS)));
        refreshHash = successor.hash();
        generation++;
        lastUsedAt = now.toEpochMilli();
        expiresAt = now.plus(life).toEpochMilli();
    }

    public void end(Instant now) {
        endedAt = now.toEpochMilli();
    }

    public boolean isOpen(Instant now) {
        return endedAt == null && now.toEpochMilli() < expiresAt;
    }

    /** How many rotations ago the token was the present one; -1 when it never was. */
    private int age(RefreshToken token, RefreshLine line) {
        RefreshToken step = token;
        for (int age = 0; age <= Math.min(generation, WALK); age++) {
            if (MessageDigest.isEqual(step.hash(), refreshHash)) {
                return age;
            }
            step = line.successor(step);
        }
        return -1;
    }

    public long id() {
        return id;
    }

    public long accountId() {
        return accountId;
    }

    public String userAgent() {
        return userAgent;
    }

    public String address() {
        return address;
    }

    public Instant createdAt() {
        return Instant.ofEpochMilli(createdAt);
    }

    public Instant lastUsedAt() {
        return Instant.ofEpochMilli(lastUsedAt);
    }

    public Instant expiresAt() {
        return Instant.ofEpochMilli(expiresAt);
    }
}
