package dev.pesto.commons.text;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.FieldError;
import dev.pesto.commons.problem.Refusal;
import java.util.List;

/** Finds card numbers where none belong, so that none is ever stored or logged. */
public final class CardNumbers {

    private CardNumbers() {}

    /**
     * Throws 422 {@code card_number_not_accepted} when the text holds 13 to 19 digits, possibly parted by single spaces or hyphens, that begin with 2 to 6 and pass
     * the Luhn check (ISO/IEC 7812-1). The refusal does not repeat the text.
     *
     * @param pointer JSON pointer of the member
     * @param text may be null
     */
    public static void refuse(String pointer, String text) {
        if (text != null && isIn(text)) {
            throw new Refusal(
                            CommonRefusal.CARD_NUMBER_NOT_ACCEPTED, pointer + ": a card number must not be sent here.")
                    .with(
                            "errors",
                            List.of(new FieldError(pointer, "card_number", "a card number must not be sent here")));
        }
    }

    static boolean isIn(String text) {
        int[] digits = new int[text.length()];
        int count = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            if (c >= '0' && c <= '9') {
                digits[count++] = c - '0';
            } else if (!isSeparator(text, i)) {
                if (holdsNumber(digits, count)) {
                    return true;
                }
                count = 0;
            }
        }
        return false;
    }

    private static boolean isSeparator(String text, int i) {
        return i > 0
                && i + 1 < text.length()
                && (text.charAt(i) == ' ' || text.charAt(i) == '-')
                && Character.isDigit(text.charAt(i - 1))
                && Character.isDigit(text.charAt(i + 1));
    }

    /** A run of up to 19 digits is a number as a whole or not at all; order and parcel numbers in longer runs are left alone. */
    private static boolean holdsNumber(int[] digits, int count) {
        if (count < 13 || count > 19 || digits[0] < 2 || digits[0] > 6) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int digit = digits[count - 1 - i];
            int doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
