package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.payara.cluster.Api.Answer;
import dev.pesto.payara.cluster.ApiDocument.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.SoftAssertions;

/**
 * Calls every operation of the API document as everybody, with good and bad tokens, and compares with {@code access.txt} and with the document. Nobody's body is valid: whoever gets past token, role and row
 * is told so by 422 or 428, and the rows stay for the next caller.
 */
final class AccessMatrix {
    private static final Map<String, Object> NONSENSE = Map.of("nonsense", 1);
    private static final Map<String, Map<String, Integer>> TABLE = read();

    private final Api api;
    private final Cast cast;
    private final Path keys;
    private final List<Operation> operations;
    private final ApiSchemas schemas;

    AccessMatrix(Api api, ApiDocument document, Map<String, String> admin, Path keys) {
        this.api = api;
        this.keys = keys;
        this.operations = document.operations();
        this.schemas = new ApiSchemas(document);
        this.cast = new Cast(api, admin);
    }

    /** A call that nobody thought about fails here, and so does one that is gone. */
    void checkComplete() {
        assertThat(operations.stream().map(Operation::toString)).containsExactlyInAnyOrderElementsOf(TABLE.keySet());
    }

    void checkEverybody() {
        SoftAssertions softly = new SoftAssertions();
        for (Operation operation : operations) {
            Map<String, Integer> expected = TABLE.getOrDefault(operation.toString(), Map.of());
            Map<String, Integer> found = answers(operation);
            softly.assertThat(line(operation, found)).isEqualTo(line(operation, expected));
            softly.assertThat(operation.open())
                    .as("%s is open", operation)
                    .isEqualTo(expected.getOrDefault("nobody", 401) != 401 || isLogin(operation));
        }
        softly.assertAll();
    }

    /** The owner comes last: what is done is done. */
    private Map<String, Integer> answers(Operation operation) {
        String path = cast.fill(operation.path());
        Map<String, Integer> found = new LinkedHashMap<>();
        List<String> undocumented = new ArrayList<>();
        for (String who : List.of("nobody", "other-buyer", "other-merchant", "merchant", "buyer", "admin")) {
            String token =
                    operation.toString().equals("DELETE /auth/tokens/current") ? cast.logIn(who) : cast.token(who);
            Answer answer = call(operation, path, token);
            found.put(who, answer.status());
            schemas.faults(operation, answer).forEach(fault -> undocumented.add(who + ": " + fault));
        }
        assertThat(undocumented).as("%s, against the API document", operation).isEmpty();
        return found;
    }

    /** Any bad token is 401 with its reason wherever a token is needed, and is not looked at elsewhere. */
    void checkBadTokens() throws Exception {
        Map<String, Map<String, String>> bad = new LinkedHashMap<>();
        for (String who : List.of("buyer", "merchant", "admin")) {
            bad.put(who, new LinkedHashMap<>(new Forgery(cast.token(who), keys).tokens()));
            bad.get(who).put("revoked", cast.loggedOut(who));
        }
        awaitSeenEverywhere();
        SoftAssertions softly = new SoftAssertions();
        for (Operation operation : operations) {
            String path = cast.fill(operation.path());
            Map<String, Integer> allowed = TABLE.getOrDefault(operation.toString(), Map.of());
            String who = whoMay(operation);
            bad.get(who).forEach((what, token) -> {
                Answer answer = call(operation, path, token);
                String expected = operation.open()
                        ? Integer.toString(allowed.getOrDefault("nobody", 0))
                        : switch (what) {
                            case "expired" -> "401 token_expired";
                            case "revoked" -> "401 token_revoked";
                            default -> "401 token_invalid";
                        };
                String found =
                        operation.open() ? Integer.toString(answer.status()) : answer.status() + " " + answer.code();
                softly.assertThat(found)
                        .as("%s with a token that is %s", operation, what)
                        .isEqualTo(expected);
                if (!operation.open()) {
                    softly.assertThat(answer.challenge())
                            .as("%s: WWW-Authenticate", operation)
                            .startsWith("Bearer");
                }
            });
        }
        softly.assertAll();
    }

    /** Five seconds after its end every instance refuses a session: the contract gives them so long and no longer. */
    private static void awaitSeenEverywhere() {
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private Answer call(Operation operation, String path, String token) {
        return api.call(operation.method(), path, token, operation.hasBody() ? NONSENSE : null);
    }

    /** Somebody whom the table lets in, the owner of the rows if there is one. */
    static String whoMay(Operation operation) {
        Map<String, Integer> row = TABLE.getOrDefault(operation.toString(), Map.of());
        return List.of("buyer", "merchant", "admin").stream()
                .filter(who -> !Set.of(403, 404).contains(row.getOrDefault(who, 403)))
                .findFirst()
                .orElse("admin");
    }

    private static boolean isLogin(Operation operation) {
        return operation.path().startsWith("/auth/tokens") && operation.method().equals("POST");
    }

    private static String line(Operation operation, Map<String, Integer> statuses) {
        StringBuilder line = new StringBuilder(String.format("%-55s", operation));
        Cast.COLUMNS.forEach(column -> line.append(String.format("%-15s", statuses.getOrDefault(column, 0))));
        return line.toString().strip();
    }

    private static Map<String, Map<String, Integer>> read() {
        Map<String, Map<String, Integer>> table = new TreeMap<>();
        try (var in = AccessMatrix.class.getResourceAsStream("access.txt")) {
            List<String> columns = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                List<String> words = Arrays.asList(line.strip().split("\\s+"));
                if (line.startsWith("call")) {
                    columns.addAll(words.subList(1, words.size()));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    Map<String, Integer> row = new LinkedHashMap<>();
                    for (int i = 0; i < columns.size(); i++) {
                        row.put(columns.get(i), Integer.valueOf(words.get(i + 2)));
                    }
                    assertThat(table.put(words.get(0) + " " + words.get(1), row))
                            .as("twice: %s", line)
                            .isNull();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }
}
