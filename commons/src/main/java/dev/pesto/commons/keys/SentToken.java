package dev.pesto.commons.keys;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Optional;

/** Reads what somebody sent as a signed token. Whether it is one of ours is not looked at here. */
public final class SentToken {

    private SentToken() {}

    /** Empty for what is no signed token. */
    public static Optional<SignedJWT> read(String text) {
        try {
            return Optional.of(SignedJWT.parse(text));
        } catch (ParseException e) {
            return Optional.empty();
        } catch (NullPointerException e) {
            // The library's answer to a head that is JSON and null: anybody can send it, and it must not be our fault.
            return Optional.empty();
        }
    }
}
