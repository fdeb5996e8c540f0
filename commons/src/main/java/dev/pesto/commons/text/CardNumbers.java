package dev.pesto.commons.text;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.FieldError;
import dev.pesto.commons.problem.Refusal;
import java.util.List;

/** Finds card numbers where none belong, so that none is ever stored or logged. */
public final class CardNumbers {

    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;

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
        for (int i = 0; i < text.length(); i++) {
            if (isDigit(text, i) && !isDigit(text, i - 1) && beginsAt(text, i)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A number ends where a group of digits does, not only where the last one does: expiry or security code often follow it. Order and parcel numbers, longer in one
     * piece, are left alone.
     */
    private static boolean beginsAt(String text, int start) {
        int[] digits = new int[LONGEST];
        int count = 0;
        for (int i = start; count < LONGEST && (isDigit(text, i) || isSeparator(text, i)); i++) {
            if (isDigit(text, i)) {
                digits[count++] = Character.digit(text.charAt(i), 10);
                if (!isDigit(text, i + 1) && isNumber(digits, count)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isDigit(String text, int i) {
        return i >= 0 && i < text.length() && Character.isDigit(text.charAt(i));
    }

    /** One space or hyphen of whatever kind: what is copied from a page or a letter has others than those of a keyboard. */
    private static boolean isSeparator(String text, int i) {
        return isDigit(text, i - 1)
                && isDigit(text, i + 1)
                && (Character.isSpaceChar(text.charAt(i))
                        || Character.getType(text.charAt(i)) == Character.DASH_PUNCTUATION);
    }

    private static boolean isNumber(int[] digits, int count) {
        if (count < SHORTEST || digits[0] < 2 || digits[0] > 6) {
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
