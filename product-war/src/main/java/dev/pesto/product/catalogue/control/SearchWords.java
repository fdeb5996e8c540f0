package dev.pesto.product.catalogue.control;

import dev.pesto.commons.problem.Refusal;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words of a full-text search, as InnoDB cuts them: runs of letters, digits and underscores. Everything else only separates, so nothing
 * that a client writes is an operator.
 */
final class SearchWords {

    static final int MAX_TEXT = 200;
    private static final int MIN_LETTERS = 3;
    /** innodb_ft_max_token_size: longer words are in no index, so a search for one could only ever find nothing. */
    private static final int MAX_LETTERS = 84;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}_]+");

    private final Set<String> words = new LinkedHashSet<>();

    SearchWords(String text) {
        if (text.codePointCount(0, text.length()) > MAX_TEXT) {
            throw Refusal.parameter("q", "at most 200 characters");
        }
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String word = matcher.group();
            int letters = word.codePointCount(0, word.length());
            if (letters > MAX_LETTERS) {
                throw Refusal.parameter("q", "no word may have more than 84 letters");
            }
            if (letters >= MIN_LETTERS) {
                words.add(word);
            }
        }
    }

    /** Nothing but short words and punctuation: such a search asks for nothing. */
    boolean isEmpty() {
        return words.isEmpty();
    }

    /** In the language of {@code MATCH … AGAINST (… IN BOOLEAN MODE)}: every word is required. */
    String allRequired() {
        return words.stream().map("+"::concat).collect(Collectors.joining(" "));
    }
}
