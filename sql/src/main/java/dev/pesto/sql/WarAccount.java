package dev.pesto.sql;

/** The database account of each WAR. */
public enum WarAccount {
    USER,
    PRODUCT,
    ORDER,
    BALANCER;

    public String user() {
        return "pesto_" + name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The environment variable in which the server finds this account's password. */
    public String passwordVariable() {
        return "PESTO_DB_" + name() + "_PASSWORD";
    }
}
