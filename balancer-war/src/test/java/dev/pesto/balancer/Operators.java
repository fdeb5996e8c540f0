package dev.pesto.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.commons.ids.Ids;
import dev.pesto.sql.testing.Server;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What an administrator sees of the balancer under test. */
final class Operators {

    private Operators() {}

    static String state(String name) {
        for (JsonNode instance : instances()) {
            if (instance.path("name").asText().equals(name)) {
                return instance.path("state").asText();
            }
        }
        return "unknown";
    }

    static JsonNode instance(String name) {
        for (JsonNode instance : instances()) {
            if (instance.path("name").asText().equals(name)) {
                return instance;
            }
        }
        throw new AssertionError(name + " is not listed");
    }

    static int inFlight() {
        int inFlight = 0;
        for (JsonNode instance : instances()) {
            inFlight += instance.path("inFlight").asInt();
        }
        return inFlight;
    }

    private static JsonNode instances() {
        // Somebody else each time, so that no limit stops the test.
        Server.Answer answer = Server.request("GET", "/api/v1/ops/instances")
                .as(Ids.format(Ids.next()), "ADMIN")
                .send();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("items");
    }

    /** Has an instance drained or admitted. */
    static void order(String name, String what) {
        Server.Answer answer = Server.request("POST", "/api/v1/ops/instances/" + name + '/' + what)
                .as(Ids.format(Ids.next()), "ADMIN")
                .send();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /** Waits for what has no time limit of its own. */
    static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for 30 s").isLessThan(until);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
