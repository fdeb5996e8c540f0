package dev.pesto.user.accounts.control;

import dev.pesto.commons.problem.Refusal;
import dev.pesto.user.accounts.entity.Email;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Which passwords are let in: long enough, and not among the first that anybody would try. */
public final class PasswordRules {

    public static final int MIN_CHARACTERS = 12;
    public static final int MAX_CHARACTERS = 128;
    public static final String LENGTH = "12 to 128 characters are needed";

    /** In {@code char}, of which a character may take two: more are too many for certain. */
    public static final int MAX_SIZE = 2 * MAX_CHARACTERS;

    /** Lower case, one per line, '#' for remarks; the pattern rules below cover what this list leaves out. */
    private static final Set<String> COMMON = read("common-passwords.txt");

    private static final String[] RUNS = {
        "abcdefghijklmnopqrstuvwxyz",
        "01234567890123456789",
        "qwertyuiopasdfghjklzxcvbnm",
        "qwertzuiopasdfghjklyxcvbnm",
        "azertyuiopqsdfghjklmwxcvbn",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
        "q1w2e3r4t5y6u7i8o9p0",
        "1q2w3e4r5t6y7u8i9o0p",
        "a1b2c3d4e5f6g7h8i9j0"
    };

    private PasswordRules() {}

    /** Throws the 422 refusal when the password is too short, too long or common (R1.3). */
    public static void check(String pointer, String password, String email) {
        int characters = password.codePointCount(0, password.length());
        if (characters < MIN_CHARACTERS || characters > MAX_CHARACTERS) {
            throw Refusal.invalid(pointer, "length", LENGTH);
        }
        if (isCommon(password) || Email.key(password).equals(Email.key(email))) {
            throw Refusal.invalid(pointer, "common", "the password is one of the first that others would try");
        }
    }

    static boolean isCommon(String password) {
        String folded = password.toLowerCase(Locale.ROOT);
        String letters = folded.replaceAll("[^\\p{L}\\p{N}]", "");
        return COMMON.contains(folded)
                || COMMON.contains(letters)
                || COMMON.contains(trimmed(folded))
                || isRepeated(folded)
                || isRun(letters);
    }

    /** Without the digits and signs that people put behind a common word to reach a length. */
    private static String trimmed(String text) {
        return text.replaceAll("[^\\p{L}]+$", "")
                .replace('@', 'a')
                .replace('0', 'o')
                .replace('$', 's');
    }

    /** "aaaaaaaaaaaa", "abcabcabcabc", "password password": a part of at most half its length, again and again. */
    private static boolean isRepeated(String text) {
        for (int period = 1; period <= Math.min(4, text.length() / 3); period++) {
            if (text.substring(period).equals(text.substring(0, text.length() - period))) {
                return true;
            }
        }
        int half = text.length() / 2;
        return text.length() % 2 == 0
                && text.substring(0, half).equals(text.substring(half))
                && (COMMON.contains(text.substring(0, half)) || isRun(text.substring(0, half)));
    }

    private static boolean isRun(String text) {
        if (text.length() < 6) {
            return false;
        }
        String reversed = new StringBuilder(text).reverse().toString();
        for (String run : RUNS) {
            if (run.contains(text) || run.contains(reversed)) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> read(String resource) {
        try (InputStream in = PasswordRules.class.getResourceAsStream(resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
