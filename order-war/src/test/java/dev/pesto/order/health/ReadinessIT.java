package dev.pesto.order.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.commons.keys.KeyFiles;
import dev.pesto.sql.testing.OnPayara;
import dev.pesto.sql.testing.Server;
import dev.pesto.sql.testing.TestDatabase;
import dev.pesto.sql.testing.Tokens;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@OnPayara
class ReadinessIT {

    @Test
    @DisplayName("H1 ready with the schema and the keys, not ready without either, and ready again with them")
    void tellsTheTruth() throws Exception {
        assertThat(ready()).isEqualTo("200 UP");

        TestDatabase.execute("RENAME TABLE payment TO payment_away");
        String withoutSchema = ready();
        TestDatabase.execute("RENAME TABLE payment_away TO payment");
        assertThat(withoutSchema).isEqualTo("503 DOWN");
        assertThat(ready()).isEqualTo("200 UP");

        Path key = Tokens.keys().resolve(KeyFiles.CURSOR);
        Path away = key.resolveSibling("away");
        Files.move(key, away);
        String withoutKey = ready();
        Files.move(away, key);
        assertThat(withoutKey).isEqualTo("503 DOWN");
        assertThat(ready()).isEqualTo("200 UP");
    }

    private static String ready() {
        Server.Answer answer = Server.request("GET", "/../health/ready").send();
        return answer.status() + " " + answer.json().path("status").asText();
    }
}
