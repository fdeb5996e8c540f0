package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pesto.payara.cluster.Api.Answer;
import dev.pesto.payara.cluster.ApiDocument.Operation;
import dev.pesto.payara.cluster.GoodCalls.Call;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningCluster.class)
class DocumentedCallsIT {
    private static final long PAST_32_BITS = 4_294_967_297L;
    private static final String HERE = "\"<here>\"";
    private static final Map<String, String> BENT = Map.of(
            "2^64 + 1",
            "18446744073709551617",
            "a fraction",
            "1.9",
            "an exponent",
            "1e30",
            "text",
            "\"5\"",
            "null",
            "null",
            "a whole fraction",
            "1.0",
            "a list",
            "[1]");

    private Api api;
    private ApiDocument document;
    private GoodCalls calls;

    @BeforeEach
    void read(Started started) throws Exception {
        api = started.api();
        document = ApiDocument.read(started.balancer(1));
        calls = new GoodCalls(
                api, new Cast(api, AccessMatrixIT.admin(started.cluster().home())));
    }

    @Test
    @DisplayName("every operation of the API document can be called as it says, and succeeds as it says")
    void successes(Started started) {
        ApiSchemas schemas = new ApiSchemas(document);
        SoftAssertions softly = new SoftAssertions();
        for (Operation operation : document.operations()) {
            Call call = calls.of(operation);
            if (call.body() != null) {
                softly.assertThat(schemas.faultsOfRequest(operation, call.body()))
                        .as("request of %s: %s", operation, call.body())
                        .isEmpty();
            }
            Answer answer = call.send(api);
            softly.assertThat(answer.status())
                    .as("%s: %s", operation, answer.body())
                    .isBetween(200, 204);
            softly.assertThat(schemas.faults(operation, answer))
                    .as("%s: %s", operation, answer.body())
                    .isEmpty();
            if (operation.path().endsWith("/drain")) {
                api.post(call.path().replace("/drain", "/admit"), call.token(), null)
                        .expect(200);
                started.awaitWhole();
            }
        }
        softly.assertAll();
    }

    @Test
    @DisplayName(
            "every number that a request of the API document can have is refused, by its pointer, when it is bent, missing or doubled")
    void bentNumbers() {
        SoftAssertions softly = new SoftAssertions();
        int numbers = 0;
        for (Operation operation : document.operations()) {
            if (!operation.hasBody()) {
                continue;
            }
            Map<String, Figure> found = new TreeMap<>();
            find(operation.json().at("/requestBody/content/application~1json/schema"), "", found);
            if (found.isEmpty()) {
                continue;
            }
            Call call = calls.of(operation);
            numbers += found.size();
            found.forEach((pointer, number) -> bodies(
                            call.body(), pointer, number, operation.method().equals("PATCH"))
                    .forEach((what, body) -> {
                        Answer answer = call.send(api, body);
                        softly.assertThat(answer.status() + " " + answer.body().findValuesAsText("pointer"))
                                .as("%s with %s %s", operation, pointer, what)
                                .startsWith("422")
                                .contains(pointer);
                    }));
        }
        softly.assertAll();
        assertThat(numbers).as("numbers that were found").isPositive();
    }

    /** What the schema says of a number. */
    private record Figure(boolean required, JsonNode schema) {}

    /** Pointers to the numbers of a schema, the first element standing for all of a list. */
    private void find(JsonNode schema, String pointer, Map<String, Figure> found) {
        JsonNode resolved = document.resolve(schema);
        if (resolved.has("items")) {
            find(resolved.path("items"), pointer + "/0", found);
        }
        resolved.path("properties").properties().forEach(member -> {
            String at = pointer + '/' + member.getKey();
            JsonNode value = document.resolve(member.getValue());
            find(value, at, found);
            if (Set.of("integer", "number").contains(value.path("type").asText())) {
                boolean required = resolved.path("required").toString().contains('"' + member.getKey() + '"');
                found.put(at, new Figure(required, value));
            }
        });
    }

    /** What a patch leaves out stays as it is. */
    private static Map<String, String> bodies(JsonNode body, String pointer, Figure number, boolean isPatch) {
        int last = pointer.lastIndexOf('/');
        String name = pointer.substring(last + 1);
        ObjectNode marked = body.deepCopy();
        ObjectNode parent = (ObjectNode) marked.at(pointer.substring(0, last));
        assertThat(parent.path(name).isIntegralNumber())
                .as("%s has no number at %s", body, pointer)
                .isTrue();
        String good = parent.path(name).asText();
        parent.put(name, "<here>");
        Map<String, String> bodies = new LinkedHashMap<>();
        BENT.forEach((what, value) -> bodies.put(what, marked.toString().replace(HERE, value)));
        bodies.put("doubled", marked.toString().replace(HERE, good + ",\"" + name + "\":" + good));
        long minimum = number.schema().path("minimum").asLong(Long.MIN_VALUE);
        long maximum = number.schema().path("maximum").asLong(Long.MAX_VALUE);
        if (maximum < PAST_32_BITS) {
            bodies.put("2^32 + 1", marked.toString().replace(HERE, Long.toString(PAST_32_BITS)));
        }
        if (minimum > Long.MIN_VALUE) {
            bodies.put("too small", marked.toString().replace(HERE, Long.toString(minimum - 1)));
        }
        if (maximum < Long.MAX_VALUE) {
            bodies.put("too great", marked.toString().replace(HERE, Long.toString(maximum + 1)));
        }
        if (number.required() && !isPatch) {
            parent.remove(name);
            bodies.put("missing", marked.toString());
        }
        return bodies;
    }
}
