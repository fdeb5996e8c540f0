package dev.pesto.user.access;

import static dev.pesto.user.People.PASSWORD;
import static dev.pesto.user.People.atOnce;
import static dev.pesto.user.People.call;
import static dev.pesto.user.People.register;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.pesto.commons.ids.Ids;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import dev.pesto.sql.testing.TestDatabase;
import dev.pesto.user.People;
import dev.pesto.user.People.Person;
import dev.pesto.user.access.boundary.GuessSubjects;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OnPayara
class AccessIT {

    @Test
    @DisplayName("R2.1 answers a wrong password and an unknown email alike")
    void badCredentials() {
        Server.Answer wrong = register("BUYER").logIn("not the password");
        Server.Answer unknown = People.nobody().logIn("not the password");
        assertThat(List.of(wrong.status(), unknown.status())).containsOnly(401);
        assertThat(List.of(wrong.code(), unknown.code())).containsOnly("bad_credentials");
        assertThat(wrong.json().path("detail")).isEqualTo(unknown.json().path("detail"));
    }

    @Test
    @DisplayName("R2.1 takes as long for an unknown email as for a wrong password")
    void sameTime() {
        Person known = register("BUYER");
        long wrong = Long.MAX_VALUE;
        long unknown = Long.MAX_VALUE;
        // The quickest of several, in turn: what a busy machine adds is in the others.
        for (int i = 0; i < 6; i++) {
            wrong = Math.min(wrong, nanos(() -> known.logIn("not the password", People.network())));
            unknown = Math.min(unknown, nanos(() -> People.nobody().logIn("not the password")));
        }
        assertThat((double) unknown / wrong).isBetween(0.5, 2.0);
    }

    @Test
    @DisplayName("R2.2 gives refreshes at once the same successor")
    void refreshesAtOnce() {
        String token =
                register("BUYER").logIn(PASSWORD).json().path("refreshToken").asText();
        List<Server.Answer> answers = atOnce(6, i -> refresh(token));
        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers.stream()
                        .map(answer -> answer.json().path("refreshToken").asText())
                        .distinct())
                .hasSize(1);
    }

    @Test
    @DisplayName("R2.5 ends the session at logout and all others at a password change")
    void endings() throws Exception {
        Person person = register("MERCHANT");
        String other = person.logIn(PASSWORD).json().path("refreshToken").asText();
        Server.Answer own = person.logIn(PASSWORD);
        String token = own.json().path("accessToken").asText();
        long account =
                Ids.path(call(token, "GET", "users/me").send().json().path("id").asText());
        assertThat(call(token, "PUT", "users/me/password")
                        .header("X-Forwarded-For", person.network())
                        .json(Map.of("current", PASSWORD, "new", "eight blue parakeets"))
                        .send()
                        .status())
                .isEqualTo(204);
        assertThat(refresh(other).code()).isEqualTo("token_revoked");
        String next = refresh(own.json().path("refreshToken").asText())
                .json()
                .path("refreshToken")
                .asText();
        assertThat(call(token, "DELETE", "auth/tokens/current").send().status()).isEqualTo(204);
        assertThat(refresh(next).code()).isEqualTo("token_revoked");
        assertThat(entries(account)).contains("PASSWORD_CHANGED by " + Ids.format(account));
    }

    @Test
    @DisplayName("R2.7 checks five of many guesses, twenty of them at once, and refuses the right password then")
    void guessesAtOnce() {
        Person person = register("BUYER");
        List<Server.Answer> answers = atOnce(20, i -> person.logIn("wrong password " + i));
        // On a busy machine some wait too long for their turn and are not checked (503): never more than five are, and
        // five in the end.
        assertThat(answers).allMatch(answer -> List.of(401, 429, 503).contains(answer.status()));
        long checked = answers.stream().filter(answer -> answer.status() == 401).count();
        Server.Answer next = person.logIn("wrong again");
        for (; next.status() == 401; next = person.logIn("wrong again")) {
            checked++;
        }
        assertThat(checked).isEqualTo(5);
        assertThat(next.code()).isEqualTo("login_throttled");
        assertThat(next.header("Retry-After")).isPresent();
        assertThat(person.logIn(PASSWORD).status()).isEqualTo(429);
        assertThat(person.logIn(PASSWORD, People.network()).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("R2.7 spaces behind an email buy no further guesses: with them it is nobody's")
    void paddedEmail() {
        Person person = register("BUYER");
        Person padded = new Person(person.email() + "  ", person.network());
        assertThat(padded.logIn(PASSWORD).code()).isEqualTo("bad_credentials");
        assertThat(person.logIn(PASSWORD).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("R2.7 a network that is blocked as a whole gets nobody in, an unknown email neither; others do")
    void blockedNetwork() throws Exception {
        Person person = register("BUYER");
        person.logIn("not the password");
        String network =
                GuessSubjects.of(person.email(), person.network()).network().key();
        long until = System.currentTimeMillis() + 90_000;
        assertThat(TestDatabase.execute("UPDATE login_attempt SET blocked_until = ? WHERE subject = ?", until, network))
                .isOne();
        Server.Answer right = person.logIn(PASSWORD);
        Server.Answer unknown = People.nobody().logIn("not the password", person.network());
        for (Server.Answer answer : List.of(right, unknown)) {
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.code()).isEqualTo("login_throttled");
            assertThat(answer.header("Retry-After")).hasValueSatisfying(seconds -> assertThat(Integer.parseInt(seconds))
                    .isBetween(30, 90));
        }
        assertThat(right.json().path("detail")).isEqualTo(unknown.json().path("detail"));
        assertThat(person.logIn(PASSWORD, People.network()).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("R2.14 the oldest of too many open sessions ends")
    void sessionsAreBounded() throws Exception {
        Person person = register("BUYER");
        String first = person.token();
        String second = person.token();
        long account =
                Ids.path(call(first, "GET", "users/me").send().json().path("id").asText());
        for (int more = 2; more < 100; more++) {
            TestDatabase.execute(
                    "INSERT INTO session (id, account_id, refresh_hash, generation, rotations, created_at, last_used_at, expires_at)"
                            + " VALUES (?, ?, RANDOM_BYTES(32), 0, '', 0, 0, ?)",
                    Ids.next(),
                    account,
                    System.currentTimeMillis() + 60_000);
        }
        person.token();
        assertThat(TestDatabase.number(
                        "SELECT COUNT(*) FROM session WHERE account_id = ? AND ended_at IS NULL", account))
                .isEqualTo(100);
        assertThat(TestDatabase.number("SELECT COUNT(*) FROM session_end WHERE session_id = ?", session(first)))
                .isOne();
        assertThat(TestDatabase.number("SELECT COUNT(*) FROM session_end WHERE session_id = ?", session(second)))
                .isZero();
    }

    @Test
    @DisplayName("R2.11 R1.8 what is done to an account stands in the audit table, with who did it")
    void audit() throws Exception {
        Person person = register("MERCHANT");
        Server.Answer kept = person.logIn(PASSWORD);
        String token = kept.json().path("accessToken").asText();
        String id = call(token, "GET", "users/me").send().json().path("id").asText();
        String used = person.logIn(PASSWORD).json().path("refreshToken").asText();
        assertThat(refresh(used).status()).isEqualTo(200);
        // As if more than five seconds had gone by.
        TestDatabase.execute("UPDATE session SET rotations = '' WHERE account_id = ?", Ids.path(id));
        assertThat(refresh(used).code()).isEqualTo("token_revoked");
        String other = person.token();
        assertThat(call(token, "DELETE", "users/me/sessions/" + Ids.format(session(other)))
                        .send()
                        .status())
                .isEqualTo(204);
        assertThat(call(token, "DELETE", "auth/tokens/current").send().status()).isEqualTo(204);
        atOnce(5, i -> person.logIn("wrong password " + i));
        while (person.logIn("wrong again").status() != 429) {
            // A busy machine may have refused some without checking them.
        }
        String admin = Ids.format(Ids.next());
        for (String step : List.of("lock", "lock", "unlock", "unlock")) {
            assertThat(Server.request("POST", "/api/v1/users/" + id + "/" + step)
                            .as(admin, "ADMIN")
                            .send()
                            .status())
                    .isEqualTo(200);
        }
        assertThat(entries(Ids.path(id)))
                .containsExactly(
                        "REGISTERED by " + id,
                        "LOGGED_IN by " + id,
                        "LOGGED_IN by " + id,
                        "REFRESH_REUSED by nobody",
                        "LOGGED_IN by " + id,
                        "SESSION_ENDED by " + id,
                        "LOGGED_OUT by " + id,
                        "LOGIN_BLOCKED by nobody",
                        "LOCKED by " + admin,
                        "UNLOCKED by " + admin);
        assertThat(Server.request("POST", "/api/v1/users/" + admin + "/lock")
                        .as(admin, "ADMIN")
                        .send()
                        .status())
                .as("an administrator who is not in the table")
                .isEqualTo(404);
    }

    @Test
    @DisplayName("R2.6 hides other people's sessions")
    void othersSessions() {
        String token = register("BUYER").token();
        String others = call(register("BUYER").token(), "GET", "users/me/sessions")
                .send()
                .json()
                .at("/items/0/id")
                .asText();
        assertThat(call(token, "DELETE", "users/me/sessions/" + others).send().status())
                .isEqualTo(404);
    }

    private static long nanos(Supplier<Server.Answer> call) {
        long start = System.nanoTime();
        assertThat(call.get().status()).isEqualTo(401);
        return System.nanoTime() - start;
    }

    private static long session(String accessToken) throws ParseException {
        return Ids.path(SignedJWT.parse(accessToken).getJWTClaimsSet().getStringClaim("sid"));
    }

    private static List<String> entries(long account) throws SQLException {
        List<String> entries = new ArrayList<>();
        try (Connection connection = TestDatabase.connect();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT action, actor_id FROM audit WHERE subject_id = ? ORDER BY id")) {
            query.setLong(1, account);
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                String action = rows.getString(1);
                long actor = rows.getLong(2);
                entries.add(action + " by " + (rows.wasNull() ? "nobody" : Ids.format(actor)));
            }
        }
        return entries;
    }

    private static Server.Answer refresh(String token) {
        return Server.request("POST", "/api/v1/auth/tokens/refresh")
                .json(Map.of("refreshToken", token))
                .send();
    }
}
