package dev.pesto.user.accounts.entity;

import java.util.Locale;

/** The form of an email address, and what makes two of them the same. */
public final class Email {

    /** ASCII only (internationalised domains in their xn-- form), so that folding the case can neither lengthen an address nor make two people one. */
    public static final String PATTERN =
            "[!#$%&'*+/=?^_`{|}~0-9A-Za-z.-]{1,64}@[0-9A-Za-z]([0-9A-Za-z-]*[0-9A-Za-z])?(\\.[0-9A-Za-z]([0-9A-Za-z-]*[0-9A-Za-z])?)+";

    public static final int MAX_LENGTH = 254;

    private Email() {}

    /** Equal for addresses that count as one: case-folded. */
    public static String key(String email) {
        return email.toLowerCase(Locale.ROOT);
    }
}
