package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pesto.payara.cluster.Api.Answer;
import dev.pesto.payara.cluster.ApiDocument.Operation;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** What RFC 9110 promises of the methods of every path that the API document has. */
@ExtendWith(RunningCluster.class)
// People and rows are made once: nothing here takes any away.
@TestInstance(Lifecycle.PER_CLASS)
class MethodsIT {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final Map<String, String> paths = new TreeMap<>();
    private Api api;
    private Cast cast;
    private ApiDocument document;

    @BeforeAll
    void open(Started started) throws Exception {
        api = started.api();
        cast = new Cast(api, AccessMatrixIT.admin(started.cluster().home()));
        document = ApiDocument.read(started.balancer(1));
    }

    @Test
    @DisplayName("OPTIONS tells a path's methods to everybody, and so does the 405 of any other")
    void allow() {
        Map<String, Set<String>> methods = new TreeMap<>();
        document.operations().forEach(operation -> methods.computeIfAbsent(
                        operation.path(), path -> new TreeSet<>(Set.of("OPTIONS")))
                .addAll(operation.method().equals("GET") ? Set.of("GET", "HEAD") : Set.of(operation.method())));
        SoftAssertions softly = new SoftAssertions();
        methods.forEach((template, allowed) -> {
            String path = template.replace("{id}", "0000000000000");
            Answer options = api.call("OPTIONS", path, null, null, null);
            softly.assertThat(options.status()).as("OPTIONS %s", path).isEqualTo(204);
            softly.assertThat(allow(options)).as("OPTIONS %s", path).isEqualTo(allowed);
            softly.assertThat(options.header("Accept-Patch"))
                    .as("OPTIONS %s", path)
                    .isEqualTo(allowed.contains("PATCH") ? "application/merge-patch+json, application/json" : "");
            for (String method : METHODS) {
                if (!allowed.contains(method)) {
                    Answer refused = api.call(method, path, null, null, null);
                    softly.assertThat(refused.status() + " " + refused.code())
                            .as("%s %s", method, path)
                            .isEqualTo("405 method_not_allowed");
                    softly.assertThat(allow(refused)).as("%s %s", method, path).isEqualTo(allowed);
                }
            }
        });
        softly.assertAll();
    }

    private String path(Operation operation) {
        return paths.computeIfAbsent(operation.path(), cast::fill);
    }

    private static Set<String> allow(Answer answer) {
        return new TreeSet<>(Arrays.asList(answer.header("Allow").split(", ", -1)));
    }

    @Test
    @DisplayName("HEAD has the status and the headers of GET, and no body")
    void head() {
        SoftAssertions softly = new SoftAssertions();
        for (Operation operation : document.operations()) {
            if (operation.method().equals("GET")) {
                String path = path(operation);
                String token = cast.token(AccessMatrix.whoMay(operation));
                Answer get = api.get(path, token);
                Answer head = api.call("HEAD", path, token, null);
                softly.assertThat(head.status()).as(path).isEqualTo(get.status());
                softly.assertThat(head.body()).as(path).isEmpty();
                for (String header : List.of("Content-Type", "ETag", "Cache-Control", "Link")) {
                    softly.assertThat(head.header(header))
                            .as("%s of %s", header, path)
                            .isEqualTo(get.header(header));
                }
            }
        }
        softly.assertAll();
    }

    @Test
    @DisplayName("every PATCH takes a merge patch, and names it to whoever sends another")
    void patches() {
        int patches = 0;
        for (Operation operation : document.operations()) {
            if (operation.method().equals("PATCH")) {
                patches++;
                String path = path(operation);
                String token = cast.token(AccessMatrix.whoMay(operation));
                Answer refused = patch(path, token, "application/json-patch+json");
                assertThat(refused.status()).as("%s", operation).isEqualTo(415);
                assertThat(refused.header("Accept-Patch"))
                        .as("%s", operation)
                        .isEqualTo("application/merge-patch+json, application/json");
                for (String type : List.of("application/merge-patch+json", "application/json; charset=utf-8")) {
                    assertThat(patch(path, token, type).status())
                            .as("%s as %s", operation, type)
                            .isEqualTo(200);
                }
            }
        }
        assertThat(patches).isPositive();
    }

    @Test
    @DisplayName("what is read is JSON or refused with 406, whoever answers")
    void acceptable() {
        SoftAssertions softly = new SoftAssertions();
        for (Operation operation : document.operations()) {
            if (operation.method().equals("GET") && !operation.path().startsWith("/problems")) {
                String path = path(operation);
                String token = cast.token(AccessMatrix.whoMay(operation));
                for (String accept : List.of("image/png", "application/json;q=0, text/*")) {
                    Answer refused = api.call("GET", path, token, null, null, "Accept", accept);
                    softly.assertThat(refused.status() + " " + refused.code())
                            .as("%s as %s", path, accept)
                            .isEqualTo("406 not_acceptable");
                }
                for (String accept : List.of("image/png, application/*;q=0.1", "Application/JSON", "*/*")) {
                    softly.assertThat(api.call("GET", path, token, null, null, "Accept", accept)
                                    .status())
                            .as("%s as %s", path, accept)
                            .isEqualTo(200);
                }
            }
        }
        softly.assertAll();
    }

    @Test
    @DisplayName("a query parameter that an operation does not have is 400, not only on lists")
    void queries() {
        SoftAssertions softly = new SoftAssertions();
        for (Operation operation : document.operations()) {
            if (operation.method().equals("GET")) {
                String path = path(operation);
                Answer refused = api.get(path + "?colour=red", cast.token(AccessMatrix.whoMay(operation)));
                softly.assertThat(refused.status() + " " + refused.code())
                        .as(path)
                        .isEqualTo("400 invalid_parameter");
                softly.assertThat(refused.body().path("detail").asText())
                        .as(path)
                        .contains("colour");
            }
        }
        softly.assertAll();
    }

    @Test
    @DisplayName("the scheme of a token is read in any case, a body in no coding, and health has three parts")
    void habits() {
        for (String path : List.of("/users/me", "/products", "/merchant-orders")) {
            Answer answer =
                    api.call("GET", path, null, null, null, "Authorization", "bearer " + cast.token("merchant"));
            assertThat(answer.status()).as(path).isEqualTo(200);
        }
        Answer coded = api.call(
                "POST",
                "/users/me/payment-methods",
                cast.token("buyer"),
                Map.of("type", "COD"),
                null,
                "Content-Encoding",
                "gzip");
        assertThat(coded.status() + " " + coded.code()).isEqualTo("415 unsupported_media_type");
        assertThat(coded.header("Accept-Encoding")).isEqualTo("identity");
        Api root = new Api(api.base().replace("/api/v1", ""));
        assertThat(root.get("/health/ready", null).status()).isEqualTo(200);
        assertThat(root.get("/health/everything", null).code()).isEqualTo("not_found");
    }

    private Answer patch(String path, String token, String type) {
        String etag = api.get(path, token).header("ETag");
        return api.call("PATCH", path, token, "{}", null, "Content-Type", type, "If-Match", etag);
    }
}
