package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pesto.commons.keys.KeyFiles;
import dev.pesto.payara.cluster.RunningCluster.Started;
import dev.pesto.sql.WarAccount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where secrets are, and where they are not. */
@ExtendWith(RunningCluster.class)
class SecretsIT {
    private static final Path PROC = Path.of("/proc");
    private static final String CARD = "5555 5555 5555 4444";
    private static final Set<String> PRIVATE_MEMBERS = Set.of("d", "p", "q", "dp", "dq", "qi");

    @Test
    @DisplayName(
            "R3 no password, key, token or card number is in a log, an argument, or the environment of who does not need it")
    void secrets(Started started) throws Exception {
        Home home = started.cluster().home();
        Map<String, String> secrets = new LinkedHashMap<>(passwords(home));
        secrets.putAll(keys(home.keys()));
        secrets.putAll(whatClientsSend(started));
        SoftAssertions softly = new SoftAssertions();
        for (Path log : logs(home)) {
            String text = Files.readString(log, StandardCharsets.ISO_8859_1);
            softly.assertThat(named(secrets, text)).as(log.toString()).isEmpty();
        }
        for (String process : processes()) {
            softly.assertThat(named(secrets, read(process, "cmdline")))
                    .as("arguments of %s", process)
                    .isEmpty();
        }
        for (Member member : started.cluster().state().living().members()) {
            String environment = read(Long.toString(member.pid()), "environ");
            softly.assertThat(named(secrets, environment))
                    .as("environment of %s", member.name())
                    .isEqualTo(needed(member.service()));
            if (!Role.isService(member.service())) {
                softly.assertThat(environment.split("\0", -1))
                        .as("environment of %s", member.name())
                        .noneMatch(entry -> entry.startsWith("DB_") || entry.startsWith("PESTO_"));
            }
        }
        softly.assertAll();
    }

    @Test
    @DisplayName(
            "R1 whoever is not the owner finds no way into the directory, and what is secret there is closed once more")
    void files(Started started) throws Exception {
        Home home = started.cluster().home();
        assertThat(mode(home.directory())).isEqualTo("rwx------");
        assertThat(mode(home.keys())).isEqualTo("rwx------");
        List<Path> secret = new ArrayList<>(List.of(home.directory().resolve("secrets.properties")));
        try (Stream<Path> keys = Files.list(home.keys())) {
            secret.addAll(keys.toList());
        }
        if (started.state().plan().edge()) {
            secret.add(home.directory().resolve("edge/pesto.pem"));
        }
        assertThat(secret)
                .hasSizeGreaterThan(9)
                .allSatisfy(file -> assertThat(mode(file)).as(file.toString()).isEqualTo("rw-------"));
    }

    private static Map<String, String> passwords(Home home) {
        Map<String, String> passwords = new LinkedHashMap<>();
        Stream.concat(
                        Stream.of(WarAccount.values()).map(WarAccount::passwordVariable),
                        Stream.of(
                                Secrets.OWNER_PASSWORD,
                                Secrets.ADMIN_PASSWORD,
                                Secrets.BUYER_PASSWORD,
                                Secrets.MERCHANT_PASSWORD))
                .forEach(variable -> passwords.put(variable, home.secret(variable)));
        return passwords;
    }

    /** Private members of every key; what is secret as a whole is one line. */
    private static Map<String, String> keys(Path directory) throws IOException {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String secret : List.of(KeyFiles.CURSOR, KeyFiles.REFRESH, KeyFiles.SESSION)) {
            keys.put(secret, Files.readString(directory.resolve(secret)).strip());
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".json")).toList()) {
                JsonNode content = new ObjectMapper().readTree(file.toFile());
                for (JsonNode key : content.has("keys") ? content.path("keys") : List.of(content)) {
                    key.properties().stream()
                            .filter(member -> PRIVATE_MEMBERS.contains(member.getKey()))
                            .forEach(member -> keys.put(
                                    file.getFileName() + " " + key.path("kid").asText() + " " + member.getKey(),
                                    member.getValue().asText()));
                }
            }
        }
        assertThat(keys).hasSizeGreaterThan(30);
        return keys;
    }

    /** Secrets that came over HTTP, in calls that are done and in calls that are refused for all kinds of reasons. */
    private static Map<String, String> whatClientsSend(Started started) {
        Api api = started.api();
        String email = "t" + UUID.randomUUID() + "@pesto.example";
        String password = "correct horse " + UUID.randomUUID();
        Map<String, String> person = Map.of("email", email, "password", password, "name", "T", "role", "BUYER");
        api.post("/users", null, person).expect(201);
        api.post("/users", null, person).expect(409);
        JsonNode tokens = api.post("/auth/tokens", null, Map.of("email", email, "password", password))
                .expect(200);
        String token = tokens.path("accessToken").asText();
        String refresh = tokens.path("refreshToken").asText();
        JsonNode next = api.post("/auth/tokens/refresh", null, Map.of("refreshToken", refresh))
                .expect(200);
        String guess = "a guess " + UUID.randomUUID();
        api.post("/auth/tokens", null, Map.of("email", email, "password", guess))
                .expect(401);
        api.post("/auth/tokens", null, Map.of("email", email, "password", List.of(guess)))
                .expect(422);
        api.post("/auth/tokens", null, Map.of("email", email, "passwort", guess))
                .expect(422);
        api.post("/auth/tokens", null, '{' + guess).expect(400);
        api.post("/auth/tokens/refresh", null, Map.of("refreshToken", refresh + "x"))
                .expect(401);
        api.get("/orders", token + "x").expect(401);
        sendCardNumbers(api, token);
        api.call("DELETE", "/auth/tokens/current", token, null).expect(204);
        Map<String, String> sent = new LinkedHashMap<>();
        sent.put("password", password);
        sent.put("guess", guess);
        sent.put("access token", token.substring(token.lastIndexOf('.')));
        sent.put("refresh token", refresh.substring(refresh.length() - 40));
        sent.put(
                "next refresh token",
                next.path("refreshToken")
                        .asText()
                        .substring(next.path("refreshToken").asText().length() - 40));
        sent.put("card number", CARD);
        sent.put("card number without spaces", CARD.replace(" ", ""));
        return sent;
    }

    /** Into every text that may not hold one. */
    private static void sendCardNumbers(Api api, String buyer) {
        String merchant = api.register("MERCHANT");
        String product = api.product(merchant, 5, 100);
        Map<String, Object> order = new LinkedHashMap<>(api.delivery(buyer));
        order.put("lines", List.of(Map.of("productId", product, "quantity", 1)));
        JsonNode placed = api.postUntilDecided("/orders", buyer, order).expect(201);
        order.put("note", "my card is " + CARD);
        String part = "/merchant-orders/" + placed.at("/merchantOrders/0/id").asText();
        String reason = "paid by " + CARD.replace(" ", "");
        Map<String, Object> card = Map.of(
                "type", "CARD", "token", CARD, "brand", "visa", "last4", "4444", "expMonth", 12, "expYear", 2040);
        Map<String, Object> named = new LinkedHashMap<>(card);
        named.put("token", "tok_ok");
        named.put("brand", CARD);
        Map<String, Object> thing = Map.of(
                "sku",
                "T-" + UUID.randomUUID(),
                "name",
                "Thing",
                "category",
                "tests",
                "status",
                "ACTIVE",
                "stock",
                1,
                "price",
                Map.of("amount", 1, "currency", "INR"),
                "description",
                CARD);
        List.of(
                        api.post("/orders", buyer, order),
                        api.post("/users/me/payment-methods", buyer, card),
                        api.post("/users/me/payment-methods", buyer, named),
                        api.post(
                                "/orders/" + placed.path("id").asText() + "/cancellation",
                                buyer,
                                Map.of("reason", reason)),
                        api.post("/products", merchant, thing),
                        api.post("/stock/" + product + "/adjustments", merchant, Map.of("delta", 1, "reason", reason)),
                        api.post(part + "/rejection", merchant, Map.of("reason", reason)),
                        api.post(part + "/cancellation", merchant, Map.of("reason", reason)),
                        api.post(part + "/tracking-events", merchant, Map.of("type", "NOTE", "note", reason)))
                .forEach(answer -> {
                    assertThat(answer.status() + " " + answer.code()).isEqualTo("422 card_number_not_accepted");
                    assertThat(answer.body().toString()).doesNotContain(CARD, CARD.replace(" ", ""));
                });
    }

    private static Set<String> needed(String service) {
        return switch (service) {
            case "user" -> Set.of(WarAccount.USER.passwordVariable(), Secrets.ADMIN_PASSWORD);
            case "product" -> Set.of(WarAccount.PRODUCT.passwordVariable());
            case "order" -> Set.of(WarAccount.ORDER.passwordVariable());
            case "balancer" -> Set.of(WarAccount.BALANCER.passwordVariable());
            default -> Set.of();
        };
    }

    /** The names of those that are in the text: a failing test tells no secret. */
    private static Set<String> named(Map<String, String> secrets, String text) {
        return secrets.entrySet().stream()
                .filter(secret -> text.contains(secret.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> logs(Home home) throws IOException {
        try (Stream<Path> files = Files.walk(home.directory())) {
            List<Path> logs = files.filter(file -> file.toString().endsWith(".log"))
                    .filter(file -> !file.startsWith(home.database().resolve("data")))
                    .toList();
            assertThat(logs).hasSizeGreaterThan(7);
            return logs;
        }
    }

    private static List<String> processes() throws IOException {
        try (Stream<Path> all = Files.list(PROC)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .toList();
        }
    }

    /** Empty for a process that has ended meanwhile. */
    private static String read(String process, String file) throws IOException {
        try {
            return Files.readString(PROC.resolve(process).resolve(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException ended) {
            return "";
        } catch (IOException ended) {
            if (Files.exists(PROC.resolve(process).resolve("exe"))) {
                throw ended;
            }
            return "";
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
