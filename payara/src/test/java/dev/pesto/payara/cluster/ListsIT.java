package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.payara.cluster.Api.Answer;
import dev.pesto.payara.cluster.ApiDocument.Operation;
import dev.pesto.payara.cluster.ListRows.Listed;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every list that the API document has. */
@ExtendWith(RunningCluster.class)
// The rows are made once: each test takes lists as it finds them, however long.
@TestInstance(Lifecycle.PER_CLASS)
class ListsIT {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 200;
    private static final List<String> NO_LIMITS =
            List.of("0", "-1", "201", "1.0", "1e1", "x", "", "99999999999999999999");

    private final Map<Operation, Listed> lists = new LinkedHashMap<>();
    private Api api;
    private ApiDocument document;

    @BeforeAll
    void open(Started started) throws Exception {
        api = started.api();
        document = ApiDocument.read(started.balancer(1));
        ListRows rows = new ListRows(
                api, new Cast(api, AccessMatrixIT.admin(started.cluster().home())));
        for (Operation operation : document.operations()) {
            if (parameters(operation).containsKey("after")) {
                Listed list = rows.of(operation);
                list.add().run();
                list.add().run();
                lists.put(operation, list);
            }
        }
        assertThat(lists).hasSizeGreaterThan(10);
    }

    @Test
    @DisplayName("while others insert a walk along the pages meets every row that was there once, in its order")
    void walks() {
        lists.forEach((operation, list) -> {
            List<String> before = walk(list, list.path() + "?limit=" + MOST, () -> {});
            assertThat(before).as("%s", operation).hasSizeGreaterThan(1).doesNotHaveDuplicates();
            List<String> seen =
                    walk(list, list.path() + "?limit=" + Math.min(MOST, Math.max(1, before.size() / 3)), list.add());
            assertThat(seen).as("%s", operation).doesNotHaveDuplicates();
            assertThat(seen.stream().filter(before::contains))
                    .as("%s", operation)
                    .containsExactlyElementsOf(before);
        });
    }

    /** All pages from an address on; {@code meanwhile} comes after the first. Each page names the next one twice. */
    private List<String> walk(Listed list, String first, Runnable meanwhile) {
        List<String> seen = new ArrayList<>();
        int limit = Integer.parseInt(first.replaceFirst(".*limit=", ""));
        for (String page = first; page != null; ) {
            Answer answer = api.get(page, list.token());
            JsonNode items = answer.expect(200).path("items");
            assertThat(items.size()).as(page).isLessThanOrEqualTo(limit);
            items.forEach(item -> seen.add(identity(item)));
            String next = answer.body().path("next").asText();
            assertThat(answer.header("Link"))
                    .as(page)
                    .isEqualTo(next.isEmpty() ? "" : "<" + api.base() + first + "&after=" + next + ">; rel=\"next\"");
            page = next.isEmpty() ? null : first + "&after=" + next;
            if (seen.size() == items.size()) {
                meanwhile.run();
            }
        }
        return seen;
    }

    /** Categories are names, events are numbered within their parcel, all else has an id. */
    private static String identity(JsonNode item) {
        if (item.isTextual()) {
            return item.asText();
        }
        String identity = item.has("id")
                ? item.path("id").asText()
                : item.path("trackingId").asText() + item.path("seq").asText();
        assertThat(identity).as("%s", item).isNotEmpty();
        return identity;
    }

    @Test
    @DisplayName("a cursor that was changed, or is of another list, filter or caller, is no cursor")
    void cursors() {
        SoftAssertions softly = new SoftAssertions();
        Map<Operation, String> cursors = new LinkedHashMap<>();
        lists.forEach((operation, list) -> cursors.put(
                operation,
                api.get(list.path() + "?limit=1", list.token())
                        .expect(200)
                        .path("next")
                        .asText()));
        lists.forEach((operation, list) -> {
            String cursor = cursors.get(operation);
            softly.assertThat(api.get(list.path() + "?limit=7&after=" + cursor, list.token())
                            .status())
                    .as("%s with its own", operation)
                    .isEqualTo(200);
            cursors.forEach((other, foreign) -> {
                if (!other.equals(operation)) {
                    noCursor(softly, list.path() + "?after=" + foreign, list.token());
                }
            });
            for (int at : new int[] {0, cursor.length() / 2, cursor.length() - 1}) {
                char changed = cursor.charAt(at) == 'A' ? 'B' : 'A';
                String tampered = cursor.substring(0, at) + changed + cursor.substring(at + 1);
                noCursor(softly, list.path() + "?after=" + tampered, list.token());
            }
            for (String odd : List.of(cursor + "A", cursor + "=", cursor.substring(1), "0", "%20")) {
                noCursor(softly, list.path() + "?after=" + odd, list.token());
            }
            filters(operation)
                    .forEach((name, value) ->
                            noCursor(softly, list.path() + "?" + value + "&after=" + cursor, list.token()));
            if (list.other() != null) {
                noCursor(softly, list.path() + "?after=" + cursor, list.other());
            }
        });
        softly.assertAll();
    }

    private void noCursor(SoftAssertions softly, String path, String token) {
        refused(softly, path, token, "invalid_cursor");
    }

    private void refused(SoftAssertions softly, String path, String token, String code) {
        Answer answer = api.get(path, token);
        softly.assertThat(answer.status() + " " + answer.code()).as(path).isEqualTo("400 " + code);
    }

    @Test
    @DisplayName("a limit is 1 to 200, each parameter is known, stands there once and has a value")
    void parameters() {
        SoftAssertions softly = new SoftAssertions();
        lists.forEach((operation, list) -> {
            List<String> odd =
                    new ArrayList<>(List.of("colour=red", "limit=1&limit=1", "Limit=1", "after=", "after=a&after=a"));
            NO_LIMITS.forEach(limit -> odd.add("limit=" + limit));
            filters(operation).forEach((name, value) -> {
                odd.add(value + "&" + name + "=x");
                odd.add(name + "=");
            });
            for (String query : odd) {
                refused(softly, list.path() + "?" + query, list.token(), "invalid_parameter");
            }
        });
        softly.assertAll();
    }

    @Test
    @DisplayName("without a limit a page has 50")
    void defaultLimit() {
        Listed products = lists.entrySet().stream()
                .filter(list -> list.getKey().path().equals("/products"))
                .findFirst()
                .orElseThrow()
                .getValue();
        for (int i = 0; i <= DEFAULT_LIMIT; i++) {
            products.add().run();
        }
        JsonNode page = api.get(products.path(), products.token()).expect(200);
        assertThat(page.path("items")).hasSize(DEFAULT_LIMIT);
        assertThat(page.has("next")).isTrue();
    }

    /** A query with each filter of a list, by the filter's name. */
    private Map<String, String> filters(Operation operation) {
        Map<String, String> filters = new LinkedHashMap<>();
        parameters(operation).forEach((name, parameter) -> {
            JsonNode schema = document.resolve(parameter.path("schema"));
            String value = schema.has("enum")
                    ? schema.at("/enum/0").asText()
                    : schema.path("format").asText().equals("date-time")
                            ? "2026-01-31T09:30:00.000Z"
                            : schema.path("type").asText().equals("boolean")
                                    ? "true"
                                    : Map.of("minPrice", "1", "maxPrice", "1", "currency", "INR", "merchant", "me")
                                            .getOrDefault(name, "thing");
            if (!name.equals("limit") && !name.equals("after")) {
                // Prices mean something in one currency only.
                filters.put(name, (name.endsWith("Price") ? "currency=INR&" : "") + name + "=" + value);
            }
        });
        return filters;
    }

    private Map<String, JsonNode> parameters(Operation operation) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        operation.json().path("parameters").forEach(parameter -> {
            JsonNode resolved = document.resolve(parameter);
            if (resolved.path("in").asText().equals("query")) {
                parameters.put(resolved.path("name").asText(), resolved);
            }
        });
        return parameters;
    }
}
