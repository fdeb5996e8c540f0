package dev.pesto.user.addresses;

import static dev.pesto.user.People.atOnce;
import static dev.pesto.user.People.call;
import static dev.pesto.user.People.register;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OnPayara
class AddressesIT {

    private static final Map<String, Object> DEFAULT = Map.of(
            "name",
            "Asha Rao",
            "line1",
            "12 Church Street",
            "city",
            "Bengaluru",
            "postalCode",
            "560001",
            "country",
            "IN",
            "isDefault",
            true);

    @Test
    @DisplayName("R3.2 leaves one default when several are made at once")
    void defaultsAtOnce() {
        String token = register("BUYER").token();
        List<Server.Answer> made = atOnce(
                8, i -> call(token, "POST", "users/me/addresses").json(DEFAULT).send());
        assertThat(made).allMatch(answer -> answer.status() == 201);
        var items = call(token, "GET", "users/me/addresses").send().json().path("items");
        assertThat(items).hasSize(8);
        assertThat(StreamSupport.stream(items.spliterator(), false)
                        .filter(item -> item.path("isDefault").asBoolean()))
                .hasSize(1);
    }

    @Test
    @DisplayName("R3.2 leaves one default when two clients set it at once, on addresses that are there")
    void defaultSetAtOnce() {
        String token = register("BUYER").token();
        Map<String, Object> other = new HashMap<>(DEFAULT);
        other.put("isDefault", false);
        List<Server.Answer> made = IntStream.range(0, 2)
                .mapToObj(i ->
                        call(token, "POST", "users/me/addresses").json(other).send())
                .toList();
        List<Server.Answer> set = atOnce(2, i -> call(
                        token,
                        "PUT",
                        "users/me/addresses/" + made.get(i).json().path("id").asText())
                .header("If-Match", made.get(i).header("ETag").orElseThrow())
                .json(DEFAULT)
                .send());
        assertThat(set).allMatch(answer -> answer.status() == 200);
        var items = call(token, "GET", "users/me/addresses").send().json().path("items");
        assertThat(items.findValuesAsText("isDefault")).containsExactlyInAnyOrder("true", "false");
    }

    @Test
    @DisplayName("R3.3 an account has fifty addresses, however many are sent at once, and room again when one goes")
    void fifty() {
        String token = register("BUYER").token();
        for (int i = 0; i < 48; i++) {
            assertThat(call(token, "POST", "users/me/addresses")
                            .json(DEFAULT)
                            .send()
                            .status())
                    .isEqualTo(201);
        }
        List<Server.Answer> made = atOnce(
                8, i -> call(token, "POST", "users/me/addresses").json(DEFAULT).send());
        assertThat(made).filteredOn(answer -> answer.status() == 201).hasSize(2);
        assertThat(made)
                .filteredOn(answer -> answer.status() != 201)
                .allMatch(answer -> answer.status() == 422)
                .allMatch(answer -> answer.json().at("/errors/0/code").asText().equals("too_many"));
        var items =
                call(token, "GET", "users/me/addresses?limit=200").send().json().path("items");
        assertThat(items).hasSize(50);
        String path = "users/me/addresses/" + items.path(0).path("id").asText();
        assertThat(call(token, "DELETE", path).header("If-Match", "*").send().status())
                .isEqualTo(204);
        assertThat(call(token, "POST", "users/me/addresses")
                        .json(DEFAULT)
                        .send()
                        .status())
                .isEqualTo(201);
    }

    @Test
    @DisplayName("R3.1 R3.4 refuses strangers, a missing and a stale If-Match")
    void preconditions() {
        String token = register("BUYER").token();
        Server.Answer made =
                call(token, "POST", "users/me/addresses").json(DEFAULT).send();
        String path = "users/me/addresses/" + made.json().path("id").asText();
        assertThat(call(register("BUYER").token(), "GET", path).send().status()).isEqualTo(404);
        assertThat(call(token, "PUT", path).json(DEFAULT).send().status()).isEqualTo(428);
        assertThat(call(token, "PUT", path)
                        .header("If-Match", "\"9\"")
                        .json(DEFAULT)
                        .send()
                        .status())
                .isEqualTo(412);
        assertThat(call(token, "DELETE", path)
                        .header("If-Match", made.header("ETag").orElseThrow())
                        .send()
                        .status())
                .isEqualTo(204);
    }
}
