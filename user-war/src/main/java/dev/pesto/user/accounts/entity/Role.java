package dev.pesto.user.accounts.entity;

/** What an account may do. ADMIN is never registered: the first one comes from configuration. */
public enum Role {
    BUYER,
    MERCHANT,
    ADMIN
}
