package dev.pesto.user.accounts;

import static dev.pesto.user.People.PASSWORD;
import static dev.pesto.user.People.atOnce;
import static dev.pesto.user.People.call;
import static dev.pesto.user.People.register;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import dev.pesto.sql.testing.TestDatabase;
import dev.pesto.user.People.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OnPayara
class AccountsIT {

    @Test
    @DisplayName("R1.5 of two edits of one version of a profile one is refused; what is not named stays")
    void profile() {
        String token = register("BUYER").token();
        Server.Answer read = call(token, "GET", "users/me").send();
        String etag = read.header("ETag").orElseThrow();
        List<Server.Answer> edits = atOnce(2, i -> edit(token, etag, Map.of("phone", "+91 98450 0000" + i)));
        assertThat(edits).extracting(Server.Answer::status).containsExactlyInAnyOrder(200, 412);
        Server.Answer refused =
                edits.stream().filter(edit -> edit.status() == 412).findFirst().orElseThrow();
        Server.Answer now = call(token, "GET", "users/me").send();
        assertThat(refused.json().path("currentETag").asText())
                .isEqualTo(now.header("ETag").orElseThrow())
                .isNotEqualTo(etag);
        assertThat(now.json().path("name")).isEqualTo(read.json().path("name"));
        assertThat(now.json().path("phone").asText()).startsWith("+91");

        Server.Answer without = edit(token, now.header("ETag").orElseThrow(), "{\"phone\":null}");
        assertThat(without.json().path("phone").isNull()).isTrue();
        assertThat(call(token, "PATCH", "users/me")
                        .json(Map.of("name", "A"))
                        .send()
                        .status())
                .isEqualTo(428);
        for (String fixed : List.of(
                "{\"role\":\"ADMIN\"}", "{\"email\":\"a@example.com\"}", "{\"name\":null}", "{\"name\":\" \"}")) {
            assertThat(edit(token, without.header("ETag").orElseThrow(), fixed).status())
                    .as(fixed)
                    .isEqualTo(422);
        }
    }

    private static Server.Answer edit(String token, String etag, Object patch) {
        Server.Request request = call(token, "PATCH", "users/me").header("If-Match", etag);
        return (patch instanceof String text ? request.json(text) : request.json(patch)).send();
    }

    @Test
    @DisplayName("R2.10 a password is changed by who knows the present one, and the old one opens nothing then")
    void password() {
        Person person = register("BUYER");
        String token = person.token();
        assertThat(change(person, token, "not the password", "eight blue parakeets")
                        .code())
                .isEqualTo("bad_credentials");
        for (String common : List.of("short", "password1234", "123456789012", person.email())) {
            Server.Answer refused = change(person, token, PASSWORD, common);
            assertThat(refused.status()).as(common).isEqualTo(422);
            assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("/new");
        }
        assertThat(change(person, token, PASSWORD, "eight blue parakeets").status())
                .isEqualTo(204);
        assertThat(person.logIn(PASSWORD).code()).isEqualTo("bad_credentials");
        assertThat(person.logIn("eight blue parakeets").status()).isEqualTo(200);
        assertThat(call(token, "GET", "users/me").send().status()).isEqualTo(200);
    }

    private static Server.Answer change(Person person, String token, String current, String next) {
        return call(token, "PUT", "users/me/password")
                .header("X-Forwarded-For", person.network())
                .json(Map.of("current", current, "new", next))
                .send();
    }

    @Test
    @DisplayName(
            "R4.1 R4.2 R4.3 R4.5 ways to pay are their owner's; a card has all its members, has not expired, and never shows its number")
    void paymentMethods() throws Exception {
        String token = register("BUYER").token();
        Map<String, Object> card = Map.of(
                "type", "CARD", "token", "tok_ok", "brand", "Visa", "last4", "4242", "expMonth", 12, "expYear", 2031);
        Server.Answer made = add(token, card);
        assertThat(made.status()).isEqualTo(201);
        String path = "users/me/payment-methods/" + made.json().path("id").asText();
        assertThat(made.header("Location").orElseThrow()).endsWith("/api/v1/" + path);
        assertThat(call(token, "GET", path).send().json()).isEqualTo(made.json());
        assertThat(call(register("BUYER").token(), "GET", path).send().status()).isEqualTo(404);
        assertThat(call(register("BUYER").token(), "DELETE", path).send().status())
                .isEqualTo(404);

        for (String member : card.keySet()) {
            Map<String, Object> less = new java.util.HashMap<>(card);
            less.remove(member);
            assertThat(add(token, less).json().at("/errors/0/pointer").asText()).isEqualTo("/" + member);
        }
        Map<String, Object> expired = new java.util.HashMap<>(card);
        expired.put("expYear", 2020);
        assertThat(add(token, expired).json().at("/errors/0/pointer").asText()).isEqualTo("/expYear");
        assertThat(add(token, Map.of("type", "COD", "token", "tok_ok")).status())
                .isEqualTo(422);
        for (String member : List.of("token", "brand", "number")) {
            Map<String, Object> number = new java.util.HashMap<>(card);
            number.put(member, "4111-1111-1111-1111");
            Server.Answer refused = add(token, number);
            assertThat(refused.code()).as(member).isEqualTo("card_number_not_accepted");
            assertThat(refused.json().path("detail").asText()).doesNotContain("4111");
        }
        assertThat(TestDatabase.number(
                        "SELECT COUNT(*) FROM payment_method WHERE CONCAT_WS(' ', token, brand) LIKE '%1111%'"))
                .isZero();
        assertThat(call(token, "DELETE", path).send().status()).isEqualTo(204);
        assertThat(call(token, "GET", path).send().status()).isEqualTo(404);
        assertThat(call(token, "GET", "users/me/payment-methods").send().json().path("items"))
                .isEmpty();
    }

    private static Server.Answer add(String token, Map<String, Object> method) {
        return call(token, "POST", "users/me/payment-methods").json(method).send();
    }

    @Test
    @DisplayName(
            "R1.6 an admin finds accounts by role, status and email, newest first, in pages that double and skip none")
    void list() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(0, id(register("MERCHANT").token()));
        }
        List<String> seen = new ArrayList<>();
        String next = "";
        while (!seen.containsAll(ids)) {
            Server.Answer page = admin("GET", "users?role=MERCHANT&limit=2" + next);
            assertThat(page.status()).isEqualTo(200);
            page.json().path("items").forEach(item -> seen.add(item.path("id").asText()));
            next = "&after=" + page.json().path("next").asText();
            register("MERCHANT");
        }
        assertThat(seen).doesNotHaveDuplicates().startsWith(ids.toArray(String[]::new));

        Person person = register("BUYER");
        JsonNode found = admin("GET", "users?email=" + person.email().toUpperCase(java.util.Locale.ROOT))
                .json();
        assertThat(found.path("items").findValuesAsText("email")).containsExactly(person.email());
        assertThat(admin("GET", "users?role=ADMIN&email=" + person.email())
                        .json()
                        .path("items"))
                .isEmpty();
        for (String nonsense : List.of("role=KING", "status=GONE", "sort=name", "limit=0", "after=x")) {
            assertThat(admin("GET", "users?" + nonsense).status()).as(nonsense).isEqualTo(400);
        }
    }

    @Test
    @DisplayName("R2.5 R2.11 a lock ends every session and keeps the right password out; unlocking lets it in again")
    void lock() {
        Person person = register("MERCHANT");
        Server.Answer session = person.logIn(PASSWORD);
        String id = id(session.json().path("accessToken").asText());
        for (int i = 0; i < 2; i++) {
            assertThat(admin("POST", "users/" + id + "/lock")
                            .json()
                            .path("status")
                            .asText())
                    .isEqualTo("LOCKED");
        }
        assertThat(admin("GET", "users?status=LOCKED&role=MERCHANT").json().toString())
                .contains(id);
        assertThat(person.logIn(PASSWORD).code()).isEqualTo("account_locked");
        assertThat(person.logIn("not the password").code()).isEqualTo("bad_credentials");
        assertThat(Server.request("POST", "/api/v1/auth/tokens/refresh")
                        .json(Map.of(
                                "refreshToken",
                                session.json().path("refreshToken").asText()))
                        .send()
                        .code())
                .isEqualTo("token_revoked");
        assertThat(admin("POST", "users/" + id + "/unlock")
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("ACTIVE");
        assertThat(person.logIn(PASSWORD).status()).isEqualTo(200);
        assertThat(admin("POST", "users/0000000000000/lock").status()).isEqualTo(404);
    }

    private static String id(String token) {
        return call(token, "GET", "users/me").send().json().path("id").asText();
    }

    private static Server.Answer admin(String method, String path) {
        return Server.request(method, "/api/v1/" + path)
                .as("0000000000001", "ADMIN")
                .send();
    }
}
