package dev.pesto.commons.identity;

/** The roles of the API, as they stand in the {@code groups} of a token. */
public final class Roles {

    public static final String BUYER = "BUYER";
    public static final String MERCHANT = "MERCHANT";
    public static final String ADMIN = "ADMIN";

    private Roles() {}
}
