package dev.pesto.commons.money;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An amount of one currency.
 *
 * @param amount minor units (ISO 4217 exponent: JPY 0, INR 2, KWD 3), 0..{@link #MAX}
 * @param currency ISO 4217 alphabetic code of a currency in use
 */
public record Money(
        @NotNull @PositiveOrZero @Max(MAX) @Schema(example = "129900")
        Long amount,

        @NotNull @CurrencyCode @Schema(example = "INR", pattern = "^[A-Z]{3}$")
        String currency) {

    /** The greatest integer that every JSON reader keeps exactly: 2^53-1. */
    public static final long MAX = 9_007_199_254_740_991L;
}
