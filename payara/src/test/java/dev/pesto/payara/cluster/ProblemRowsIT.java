package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.payara.cluster.Api.Answer;
import dev.pesto.payara.cluster.ApiDocument.Operation;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every problem of the API, provoked through the public door, with the members of its own. */
@ExtendWith(RunningCluster.class)
class ProblemRowsIT {
    /** Those that no request provokes by itself, with the tests that pull the plug which does: each in this cluster, or through a balancer whose services are scripted. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "rate_limited", "balancer-war FrontDoorIT",
            "no_upstream", "balancer-war FrontDoorIT",
            "bad_upstream", "balancer-war WireIT",
            "upstream_timeout", "balancer-war WireIT",
            "unavailable", "balancer-war ServicesIT",
            "draining", "balancer-war ServicesIT",
            "bad_request", "balancer-war WireIT",
            "contention", "payara OperationsIT",
            "internal_error", "payara OperationsIT",
            "service_token_required", "payara ServiceTokensIT");

    private static final Pattern CODE = Pattern.compile("[a-z]+(_[a-z]+)+|contention|draining|duplicate|unavailable");

    private static final String NOWHERE = "0000000000000";

    private Api api;
    private Cast cast;
    private Forgery forgery;
    private String buyer;
    private String merchant;
    private String admin;
    private String lamp;

    /** Provoked so, with the members that it has beside those of all problems. */
    private record Row(int status, String code, Supplier<Answer> request, List<String> members) {
        Row(int status, String code, Supplier<Answer> request, String... members) {
            this(status, code, request, List.of(members));
        }
    }

    @BeforeEach
    void open(Started started) throws Exception {
        api = started.api();
        cast = new Cast(api, AccessMatrixIT.admin(started.cluster().home()));
        buyer = cast.token("buyer");
        merchant = cast.token("merchant");
        admin = cast.token("admin");
        lamp = api.product(merchant, 5, 100);
        forgery = new Forgery(buyer, started.cluster().home().keys());
    }

    @Test
    @DisplayName("every problem has its status, its code, its own members and its page")
    void rows() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        Set<String> codes = new TreeSet<>(ELSEWHERE.keySet());
        for (Row row : table()) {
            Answer answer = row.request().get();
            JsonNode problem = answer.body();
            softly.assertThat(answer.status() + " " + answer.code())
                    .as("%s", problem)
                    .isEqualTo(row.status() + " " + row.code());
            softly.assertThat(answer.header("Content-Type")).as(row.code()).isEqualTo("application/problem+json");
            softly.assertThat(problem.path("status").asInt()).as(row.code()).isEqualTo(row.status());
            for (String member : List.of("type", "title", "detail", "instance", "traceId")) {
                softly.assertThat(problem.path(member).asText())
                        .as("%s: %s", row.code(), member)
                        .isNotEmpty();
            }
            for (String member : row.members()) {
                softly.assertThat(problem.has(member) || !answer.header(member).isEmpty())
                        .as("%s: %s in %s", row.code(), member, problem)
                        .isTrue();
            }
            codes.add(row.code());
        }
        for (String code : codes) {
            softly.assertThat(api.get("/problems/" + code, null)
                            .body()
                            .path("code")
                            .asText())
                    .as("the page of %s", code)
                    .isEqualTo(code);
        }
        softly.assertAll();
    }

    @Test
    @DisplayName("every problem that the API document names is provoked here, or in the test that is named for it")
    void complete(Started started) throws Exception {
        Set<String> provoked = new TreeSet<>(ELSEWHERE.keySet());
        table().forEach(row -> provoked.add(row.code()));
        assertThat(provoked).containsAll(documented(ApiDocument.read(started.balancer(1))));
        for (Map.Entry<String, String> elsewhere : ELSEWHERE.entrySet()) {
            String[] names = elsewhere.getValue().split(" ", -1);
            String test = source(names[0], names[1]);
            assertThat(test).as("%s", elsewhere).contains(elsewhere.getKey());
            assertThat(test)
                    .as("%s has a balancer", elsewhere)
                    .containsPattern(
                            names[0].equals("payara")
                                    ? "@ExtendWith\\(RunningCluster.class\\)"
                                    : "@ExtendWith\\(Upstreams.class\\)\\s+@OnPayara");
        }
    }

    /** A refusal's description begins with its codes. */
    private static Set<String> documented(ApiDocument document) {
        Set<String> codes = new TreeSet<>();
        for (Operation operation : document.operations()) {
            operation.json().path("responses").properties().forEach(response -> {
                if (response.getKey().compareTo("400") >= 0) {
                    String description = response.getValue().path("description").asText();
                    CODE.matcher(description.replaceFirst("[:;].*", ""))
                            .results()
                            .forEach(code -> codes.add(code.group()));
                }
            });
        }
        assertThat(codes).hasSizeGreaterThan(30);
        return codes;
    }

    private static String source(String module, String name) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", module, "src/test/java"))) {
            Path file = files.filter(path -> path.endsWith(name + ".java"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(file);
        }
    }

    private List<Row> table() throws Exception {
        String expired = forgery.tokens().get("expired");
        String revoked = cast.loggedOut("buyer");
        return List.of(
                new Row(400, "malformed_json", () -> order(buyer, "{\"lines\":")),
                new Row(400, "invalid_parameter", () -> api.get("/products?colour=red", buyer)),
                new Row(400, "invalid_path", () -> api.get("/products//1", buyer)),
                new Row(400, "invalid_cursor", () -> api.get("/products?after=nonsense", buyer)),
                new Row(
                        400,
                        "idempotency_key_required",
                        () -> api.call("POST", "/orders", buyer, basket(lamp, 1), null)),
                new Row(401, "token_missing", () -> api.get("/orders", null), "WWW-Authenticate"),
                new Row(401, "token_invalid", () -> api.get("/orders", "nonsense"), "WWW-Authenticate"),
                new Row(401, "token_expired", () -> api.get("/orders", expired), "WWW-Authenticate"),
                new Row(401, "token_revoked", () -> awaitRevoked(revoked), "WWW-Authenticate"),
                new Row(401, "bad_credentials", () -> logIn("wrong password"), "WWW-Authenticate"),
                new Row(403, "role_required", () -> api.get("/users", buyer)),
                new Row(403, "account_locked", this::lockedOut),
                new Row(404, "not_found", () -> api.get("/orders/" + NOWHERE, buyer)),
                new Row(405, "method_not_allowed", () -> api.call("DELETE", "/orders", buyer, null), "Allow"),
                new Row(406, "not_acceptable", () -> accepting("image/png")),
                new Row(409, "out_of_stock", () -> order(buyer, basket(lamp, 6)), "items"),
                new Row(409, "price_changed", this::priceChanged, "expectedTotal", "currentTotal"),
                new Row(409, "invalid_transition", this::packedTooEarly, "currentStatus", "requested", "allowed"),
                new Row(409, "duplicate", () -> api.post("/users", null, person(cast.login("buyer"))), "field"),
                new Row(409, "stock_reserved", this::takenAway),
                new Row(409, "payment_in_progress", this::paidTwice),
                new Row(412, "stale_version", () -> editName("\"999\""), "currentETag"),
                new Row(413, "body_too_large", () -> order(buyer, " ".repeat(1 << 20) + "{}")),
                new Row(415, "unsupported_media_type", () -> withType("text/plain")),
                new Row(422, "validation_failed", () -> order(buyer, "{}"), "errors"),
                new Row(422, "idempotency_key_reused", this::keyReused),
                new Row(422, "card_number_not_accepted", () -> order(buyer, noted("4111 1111 1111 1111"))),
                new Row(422, "unknown_product", () -> order(buyer, basket(NOWHERE, 1))),
                new Row(422, "unknown_address", () -> order(buyer, with("addressId", NOWHERE))),
                new Row(422, "unknown_payment_method", () -> order(buyer, with("paymentMethodId", NOWHERE))),
                new Row(422, "mixed_currencies", this::twoCurrencies),
                new Row(428, "precondition_required", () -> editName(null)),
                new Row(429, "login_throttled", this::guessed, "Retry-After"));
    }

    @Test
    @DisplayName("of several refusals that apply the first of the contract is given")
    void precedence() {
        String mine = "/orders/"
                + order(buyer, basket(lamp, 1)).expect(201).path("id").asText();
        SoftAssertions softly = new SoftAssertions();
        // Each request has the fault that is named and every later one that it can have.
        order(softly, 400, api.call("POST", "/nowhere//", null, "{"));
        order(softly, 400, api.call("POST", "/orders", null, "{", null));
        order(softly, 404, api.call("POST", "/nowhere", null, "{"));
        order(softly, 405, api.call("PUT", "/orders", null, " ".repeat(1 << 20) + "{"));
        order(softly, 413, api.call("POST", "/orders", null, " ".repeat(1 << 20) + "{", "k"));
        order(
                softly,
                401,
                api.call("POST", "/orders", null, "{", "k", "Accept", "image/png", "Content-Type", "text/plain"));
        order(
                softly,
                403,
                api.call("POST", "/orders", merchant, "{", "k", "Accept", "image/png", "Content-Type", "text/plain"));
        order(
                softly,
                406,
                api.call("POST", "/orders", buyer, "{", "k", "Accept", "image/png", "Content-Type", "text/plain"));
        order(softly, 415, api.call("POST", "/orders", buyer, "{", "k", "Content-Type", "text/plain"));
        order(softly, 415, api.call("PATCH", "/orders/" + NOWHERE, buyer, "{", "k", "Content-Type", "text/plain"));
        order(softly, 400, api.call("PATCH", "/orders/" + NOWHERE, buyer, "{"));
        order(softly, 404, api.call("PATCH", "/orders/" + NOWHERE, buyer, "{\"nonsense\":1}"));
        order(softly, 428, api.call("PATCH", mine, buyer, "{\"nonsense\":1}"));
        order(softly, 412, api.call("PATCH", mine, buyer, "{\"nonsense\":1}", "k", "If-Match", "\"999\""));
        api.post(mine + "/cancellation", buyer, Map.of()).expect(201);
        String etag = api.get(mine, buyer).header("ETag");
        order(softly, 422, api.call("PATCH", mine, buyer, "{\"nonsense\":1}", "k", "If-Match", etag));
        order(softly, 409, api.call("PATCH", mine, buyer, "{\"note\":\"too late\"}", "k", "If-Match", etag));
        softly.assertAll();
    }

    private static void order(SoftAssertions softly, int expected, Answer answer) {
        softly.assertThat(answer.status()).as("%s", answer.body()).isEqualTo(expected);
    }

    @Test
    @DisplayName("what changes between reading and ordering is told; orders that were placed go on")
    void betweenReadingAndOrdering() {
        String placed = order(buyer, basket(lamp, 1)).expect(201).path("id").asText();
        String etag = api.get("/products/" + lamp, buyer).header("ETag");
        api.call(
                        "PATCH",
                        "/products/" + lamp,
                        merchant,
                        "{\"price\":{\"amount\":120,\"currency\":\"INR\"}}",
                        "k",
                        "If-Match",
                        etag)
                .expect(200);
        Map<String, Object> asRead = basket(lamp, 1);
        asRead.put("expectedTotal", Map.of("amount", 100, "currency", "INR"));
        Answer changed = order(buyer, asRead);
        assertThat(changed.code()).isEqualTo("price_changed");
        assertThat(changed.body().at("/currentTotal/amount").asLong()).isEqualTo(120);

        api.call("DELETE", "/products/" + lamp, merchant, null, "k", "If-Match", etag(lamp))
                .expect(204);
        assertThat(order(buyer, basket(lamp, 1)).code()).isEqualTo("unknown_product");

        String keeper = api.register("MERCHANT");
        String vase = api.product(keeper, 5, 100);
        String ofVase = order(buyer, basket(vase, 1)).expect(201).path("id").asText();
        String owner = api.get("/users/me", keeper).body().path("id").asText();
        api.post("/users/" + owner + "/lock", admin, null).expect(200);
        assertThat(order(buyer, basket(vase, 1)).code()).isEqualTo("unknown_product");
        assertThat(api.get("/products/" + vase, buyer)
                        .expect(200)
                        .path("available")
                        .asLong(-1))
                .isZero();

        for (String id : List.of(placed, ofVase)) {
            JsonNode order = api.get("/orders/" + id, buyer).expect(200);
            assertThat(order.path("status").asText()).isEqualTo("PLACED");
            assertThat(order.at("/total/amount").asLong()).isEqualTo(100);
        }
    }

    private String etag(String product) {
        return api.get("/products/" + product, merchant).header("ETag");
    }

    /** Five seconds after its end at the latest every instance refuses a session. */
    private Answer awaitRevoked(String token) {
        long until = System.nanoTime() + 30_000_000_000L;
        Answer answer = api.get("/orders", token);
        while (answer.status() == 200 && System.nanoTime() < until) {
            LockSupport.parkNanos(100_000_000L);
            answer = api.get("/orders", token);
        }
        return answer;
    }

    private Answer logIn(String password) {
        return api.post(
                "/auth/tokens", null, Map.of("email", cast.login("other-buyer").get("email"), "password", password));
    }

    private Answer guessed() {
        Map<String, String> login = Map.of("email", UUID.randomUUID() + "@pesto.example", "password", "wrong password");
        Answer answer = api.post("/auth/tokens", null, login);
        for (int i = 0; i < 5; i++) {
            answer = api.post("/auth/tokens", null, login);
        }
        return answer;
    }

    private Answer lockedOut() {
        String other = cast.token("other-merchant");
        String id = api.get("/users/me", other).expect(200).path("id").asText();
        api.post("/users/" + id + "/lock", admin, null).expect(200);
        return api.post("/auth/tokens", null, cast.login("other-merchant"));
    }

    private Answer accepting(String type) {
        return api.call("GET", "/orders", buyer, null, null, "Accept", type);
    }

    private Answer withType(String type) {
        return api.call("POST", "/orders", buyer, "{}", "k", "Content-Type", type);
    }

    private Answer editName(String etag) {
        Object name = Map.of("name", "Another Name");
        return etag == null
                ? api.call("PATCH", "/users/me", buyer, name)
                : api.call("PATCH", "/users/me", buyer, name, null, "If-Match", etag);
    }

    private Answer priceChanged() {
        return order(buyer, with("expectedTotal", Map.of("amount", 1, "currency", "INR")));
    }

    private Answer packedTooEarly() {
        String part = order(buyer, basket(lamp, 1))
                .expect(201)
                .at("/merchantOrders/0/id")
                .asText();
        return api.post("/merchant-orders/" + part + "/packing", merchant, Map.of());
    }

    private Answer takenAway() {
        String product = api.product(merchant, 2, 100);
        order(buyer, basket(product, 2)).expect(201);
        return api.post("/stock/" + product + "/adjustments", merchant, Map.of("delta", -1, "reason", "one is broken"));
    }

    private Answer keyReused() {
        String key = UUID.randomUUID().toString();
        api.call("POST", "/orders", buyer, basket(lamp, 1), key).expect(201);
        return api.call("POST", "/orders", buyer, basket(lamp, 2), key);
    }

    /** The provider does not answer the first attempt. */
    private Answer paidTwice() {
        String card = api.post(
                        "/users/me/payment-methods",
                        buyer,
                        Map.of(
                                "type",
                                "CARD",
                                "token",
                                "tok_late_success",
                                "brand",
                                "Visa",
                                "last4",
                                "4242",
                                "expMonth",
                                12,
                                "expYear",
                                2031))
                .expect(201)
                .path("id")
                .asText();
        String id = order(buyer, with("paymentMethodId", card))
                .expect(201)
                .path("id")
                .asText();
        api.post("/orders/" + id + "/payments", buyer, Map.of()).expect(201);
        return api.post("/orders/" + id + "/payments", buyer, Map.of());
    }

    private Answer twoCurrencies() {
        Map<String, Object> price = Map.of("amount", 100, "currency", "JPY");
        Map<String, Object> product = new LinkedHashMap<>(
                Map.of("sku", "J-" + UUID.randomUUID(), "name", "Bowl", "category", "tests", "status", "ACTIVE"));
        product.putAll(Map.of("stock", 5, "price", price));
        String bowl =
                api.post("/products", merchant, product).expect(201).path("id").asText();
        Map<String, Object> both = new LinkedHashMap<>(cast.delivery());
        both.put("lines", List.of(line(lamp, 1), line(bowl, 1)));
        return order(buyer, both);
    }

    private Answer order(String who, Object body) {
        return api.post("/orders", who, body);
    }

    private static Map<String, Object> line(String product, int quantity) {
        return Map.of("productId", product, "quantity", quantity);
    }

    private Map<String, Object> basket(String product, int quantity) {
        Map<String, Object> basket = new LinkedHashMap<>(cast.delivery());
        basket.put("lines", List.of(line(product, quantity)));
        return basket;
    }

    private Map<String, Object> with(String member, Object value) {
        Map<String, Object> basket = basket(lamp, 1);
        basket.put(member, value);
        return basket;
    }

    private Map<String, Object> noted(String note) {
        return with("note", note);
    }

    private static Map<String, Object> person(Map<String, String> login) {
        Map<String, Object> person = new LinkedHashMap<>(login);
        person.putAll(Map.of("name", "Test Person", "role", "BUYER"));
        return person;
    }
}
