package dev.pesto.payara.cluster;

/** Names of what is made at random once for each machine, beside the database passwords. */
public final class Secrets {
    public static final String ADMIN_EMAIL = "admin@pesto.example";
    public static final String BUYER_EMAIL = "buyer@pesto.example";
    public static final String MERCHANT_EMAIL = "merchant@pesto.example";
    public static final String ADMIN_PASSWORD = "PESTO_ADMIN_PASSWORD";
    public static final String BUYER_PASSWORD = "PESTO_DEMO_BUYER_PASSWORD";
    public static final String MERCHANT_PASSWORD = "PESTO_DEMO_MERCHANT_PASSWORD";
    static final String OWNER_PASSWORD = "PESTO_DB_OWNER_PASSWORD";

    private Secrets() {}
}
