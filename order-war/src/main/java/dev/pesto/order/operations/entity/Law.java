package dev.pesto.order.operations.entity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One conservation law.
 *
 * @param name stable snake_case
 * @param says the law as a sentence
 * @param sql returns the rows that break it
 */
public record Law(String name, String says, String sql) {

    private static final Pattern BLOCK =
            Pattern.compile("^-- law: (\\w+) \\| ([^\\n]+)\\n(.*?);$", Pattern.MULTILINE | Pattern.DOTALL);

    /** The laws of {@code laws.sql}, in the order of the file. */
    public static List<Law> all() {
        try (InputStream file =
                Objects.requireNonNull(Law.class.getResourceAsStream("/dev/pesto/order/operations/laws.sql"))) {
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Law> parse(String file) {
        List<Law> laws = new ArrayList<>();
        Matcher block = BLOCK.matcher(file);
        while (block.find()) {
            laws.add(new Law(
                    block.group(1), block.group(2).strip(), block.group(3).strip()));
        }
        return List.copyOf(laws);
    }
}
