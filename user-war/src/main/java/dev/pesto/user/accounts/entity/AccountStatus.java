package dev.pesto.user.accounts.entity;

/** A locked account keeps its rows and its orders, but nobody logs in to it. */
public enum AccountStatus {
    ACTIVE,
    LOCKED
}
