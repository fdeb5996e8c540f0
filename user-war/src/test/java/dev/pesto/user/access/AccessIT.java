package dev.pesto.user.access;

import static dev.pesto.user.People.PASSWORD;
import static dev.pesto.user.People.atOnce;
import static dev.pesto.user.People.call;
import static dev.pesto.user.People.register;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import dev.pesto.user.People;
import dev.pesto.user.People.Person;
import java.util.List;
import java.util.Map;
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
    void endings() {
        Person person = register("MERCHANT");
        String other = person.logIn(PASSWORD).json().path("refreshToken").asText();
        Server.Answer own = person.logIn(PASSWORD);
        String token = own.json().path("accessToken").asText();
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

    private static Server.Answer refresh(String token) {
        return Server.request("POST", "/api/v1/auth/tokens/refresh")
                .json(Map.of("refreshToken", token))
                .send();
    }
}
