package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pesto.payara.cluster.Api.Answer;
import dev.pesto.payara.cluster.ApiDocument.Operation;
import dev.pesto.payara.cluster.GoodCalls.Call;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /** Names that answers and tables have, and none of a request: with values that would do. */
    private static final Map<String, JsonNode> FOREIGN = foreign();

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

    private static Map<String, JsonNode> foreign() {
        Map<String, JsonNode> foreign = new TreeMap<>();
        JsonNodeFactory json = JsonNodeFactory.instance;
        for (String id : List.of("id", "accountId", "ownerId", "buyerId", "merchantId", "merchant_id", "orderId")) {
            foreign.put(id, json.textNode("0000000000001"));
        }
        for (String count : List.of("version", "available", "reserved", "onHand", "createdAt", "__proto__")) {
            foreign.put(count, json.numberNode(1));
        }
        foreign.put("role", json.textNode("ADMIN"));
        foreign.put("status", json.textNode("DELIVERED"));
        foreign.put("total", json.nullNode());
        foreign.put("idempotencyKey", json.textNode("k"));
        return foreign;
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

    @Test
    @DisplayName(
            "no object in a request of the API document takes a member beyond its own: neither what the server keeps, nor whose it is, nor a role")
    void foreignMembers() {
        SoftAssertions softly = new SoftAssertions();
        int objects = 0;
        for (Operation operation : document.operations()) {
            if (!operation.hasBody()) {
                continue;
            }
            Call call = calls.of(operation);
            Map<String, Set<String>> found = new TreeMap<>();
            findObjects(operation.json().at("/requestBody/content/application~1json/schema"), "", found);
            objects += found.size();
            found.forEach((pointer, own) -> FOREIGN.forEach((name, value) -> {
                if (!own.contains(name)) {
                    ObjectNode body = call.body().deepCopy();
                    ((ObjectNode) body.at(pointer)).set(name, value);
                    Answer answer = call.send(api, body);
                    softly.assertThat(answer.status() + " " + answer.body().findValuesAsText("pointer"))
                            .as("%s with %s in %s", operation, name, pointer)
                            .isEqualTo("422 [" + pointer + '/' + name + ']');
                }
            }));
        }
        softly.assertAll();
        assertThat(objects).as("objects that were found").isGreaterThan(20);
    }

    /** Pointers to the objects of a schema, with their members. */
    private void findObjects(JsonNode schema, String pointer, Map<String, Set<String>> found) {
        JsonNode resolved = document.resolve(schema);
        if (resolved.has("items")) {
            findObjects(resolved.path("items"), pointer + "/0", found);
        }
        if (resolved.has("properties") || resolved.path("type").asText().equals("object")) {
            found.put(pointer, new TreeSet<>());
        }
        resolved.path("properties").properties().forEach(member -> {
            found.get(pointer).add(member.getKey());
            findObjects(member.getValue(), pointer + '/' + member.getKey(), found);
        });
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
