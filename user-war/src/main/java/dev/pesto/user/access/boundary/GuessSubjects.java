package dev.pesto.user.access.boundary;

import dev.pesto.user.accounts.entity.Email;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a guess counts against (R2.7). Keys are hashes: the table does not tell who was guessed at.
 *
 * @param account the account, known or not, as seen from one network
 * @param network the network over all accounts
 */
public record GuessSubjects(Subject account, Subject network) {

    private static final int PER_ACCOUNT = 5;
    private static final int PER_NETWORK = 50;

    /** One counter. */
    public record Subject(String key, int limit, String what) {}

    public static GuessSubjects of(String email, String network) {
        return new GuessSubjects(
                new Subject(hash("account\n" + Email.key(email) + "\n" + network), PER_ACCOUNT, "account"),
                new Subject(hash("network\n" + network), PER_NETWORK, "network"));
    }

    /** Both, in the order in which their rows are locked. */
    public List<Subject> all() {
        return Stream.of(account, network)
                .sorted(Comparator.comparing(Subject::key))
                .toList();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
