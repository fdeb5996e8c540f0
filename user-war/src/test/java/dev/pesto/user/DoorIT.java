package dev.pesto.user;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.commons.ids.Ids;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import dev.pesto.sql.testing.Tokens;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every WAR does at its door, seen at this one. */
@OnPayara
class DoorIT {

    @Test
    @DisplayName("a token that counts only later opens nothing yet")
    void early() {
        Server.Answer answer = Server.request("GET", "/api/v1/users/me/sessions")
                .header("Authorization", "Bearer " + Tokens.early(Ids.format(1), "BUYER"))
                .send();
        assertThat(answer.status() + " " + answer.code()).isEqualTo("401 token_invalid");
        assertThat(answer.header("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
    }

    @Test
    @DisplayName("H4 a parameter that an operation does not have is refused by its name, after token and role")
    void queries() {
        String token = People.register("BUYER").token();
        Server.Answer answer = People.call(token, "GET", "users/me?fields=name").send();
        assertThat(answer.status() + " " + answer.code()).isEqualTo("400 invalid_parameter");
        assertThat(answer.json().path("parameter").asText()).isEqualTo("fields");
        assertThat(Server.get("/api/v1/users/me?fields=name").code()).isEqualTo("token_missing");
        assertThat(People.call(token, "GET", "users?fields=name").send().code()).isEqualTo("role_required");
        assertThat(People.call(token, "GET", "users/me?").send().status()).isEqualTo(200);
    }

    @Test
    @DisplayName("a method that nobody knows is 405, beside the API too")
    void unknownMethod() {
        for (String path : new String[] {"/", "/api/v1/users/me"}) {
            Server.Answer answer = Server.request("FOO", path)
                    .as(Ids.format(Ids.next()), "BUYER")
                    .send();
            assertThat(answer.status() + " " + answer.code()).as(path).isEqualTo("405 method_not_allowed");
        }
    }

    @ParameterizedTest
    @DisplayName("H1 the most specific range of Accept that covers JSON decides, and a weight of nothing refuses")
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json;q=0.000                     | 406",
                "application/json; q=0, */*                   | 406",
                "application/*;q=0, */*                       | 406",
                "text/html, application/json;q=0.001          | 200",
                "application/*;q=0, application/json          | 200",
                "application/problem+json                     | 200",
                "text/html, */*;q=0.1                         | 200"
            })
    void accepted(String ranges, int status) {
        Server.Answer answer = Server.request("GET", "/api/v1/.well-known/jwks.json")
                .header("Accept", ranges)
                .send();
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    @DisplayName("J2 a name of a role with white space around it is none")
    void exactNames() {
        Server.Answer answer = Server.request("POST", "/api/v1/users")
                .json("{\"email\":\"exact@example.com\",\"password\":\"seven green parrots\",\"name\":\"A\","
                        + "\"role\":\" BUYER\"}")
                .send();
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/role");
    }

    @Test
    @DisplayName("J4 all faults of a body are named at once, by the names that the client knows")
    void allFaults() {
        String token = People.register("BUYER").token();
        assertThat(faults(People.call(token, "PUT", "users/me/password").json("{}")))
                .containsExactly("/current required", "/new required");
        assertThat(faults(People.call(token, "PUT", "users/me/password")
                        .json("{\"current\":5,\"new\":\"short\",\"replacement\":\"a\"}")))
                .containsExactly("/current type", "/new length", "/replacement unknown_member");
        assertThat(
                        faults(
                                Server.request("POST", "/api/v1/users")
                                        .json(
                                                "{\"email\":\"nobody\",\"password\":\"short\",\"name\":7,\"phone\":true,\"role\":\"ADMIN\",\"id\":1}")))
                .containsExactly(
                        "/email format",
                        "/id unknown_member",
                        "/name type",
                        "/password length",
                        "/phone type",
                        "/role type");
    }

    private static List<String> faults(Server.Request request) {
        Server.Answer answer = request.send();
        assertThat(answer.status() + " " + answer.code()).as(answer.text()).isEqualTo("422 validation_failed");
        List<String> faults = new ArrayList<>();
        for (JsonNode error : answer.json().path("errors")) {
            faults.add(error.path("pointer").asText() + " " + error.path("code").asText());
        }
        return faults;
    }

    @Test
    @DisplayName("a wrong password says nothing against the token that came with it")
    void challenges() {
        String token = People.register("BUYER").token();
        Server.Answer answer = People.call(token, "PUT", "users/me/password")
                .json("{\"current\":\"never was this one\",\"new\":\"eight blue parakeets\"}")
                .send();
        assertThat(answer.status() + " " + answer.code()).isEqualTo("401 bad_credentials");
        assertThat(answer.header("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    @DisplayName("H6 the API document is for the balancer alone")
    void document() {
        Server.Answer whole = Server.get("/internal/openapi");
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.json().path("paths").has("/api/v1/users"))
                .as(whole.text())
                .isTrue();
        Server.Answer refused =
                Server.request("GET", "/internal/openapi").fromOutside().send();
        assertThat(refused.status() + " " + refused.code()).isEqualTo("403 service_token_required");
        for (String own : new String[] {"/../openapi", "/../openapi/"}) {
            assertThat(Server.request("GET", own).fromOutside().send().status())
                    .as(own)
                    .isNotEqualTo(200);
        }
    }
}
