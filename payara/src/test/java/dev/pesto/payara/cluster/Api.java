package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** A client of the public door; or, with the headers that a balancer adds, of one instance. */
record Api(String base, HttpClient http, Map<String, String> headers) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Api(String base) {
        this(base, HTTP);
    }

    Api(String base, HttpClient http) {
        this(base, http, Map.of());
    }

    record Answer(int status, JsonNode body, HttpHeaders headers) {
        JsonNode expect(int expected) {
            assertThat(status).as("%s", body).isEqualTo(expected);
            return body;
        }

        String code() {
            return body.path("code").asText();
        }

        /** Empty when it is absent. */
        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        String challenge() {
            return header("WWW-Authenticate");
        }

        String location() {
            return header("Location");
        }

        boolean isReplayed() {
            return header("Idempotent-Replayed").equals("true");
        }
    }

    Answer call(String method, String path, String token, Object body) {
        return call(method, path, token, body, UUID.randomUUID().toString());
    }

    /** As the contract asks of a client: what 503 refuses, or leaves open, is sent again with the same key until it is decided. */
    Answer postUntilDecided(String path, String token, Object body) {
        return postUntilDecided(path, token, body, UUID.randomUUID().toString());
    }

    Answer postUntilDecided(String path, String token, Object body, String key) {
        Answer answer = call("POST", path, token, body, key);
        for (int again = 0; answer.status() == 503 && again < 100; again++) {
            answer = call("POST", path, token, body, key);
        }
        return answer;
    }

    /**
     * Any call.
     *
     * @param token null for nobody
     * @param body null for none; a string is sent as it is, anything else as its JSON
     * @param key null for none
     * @param more headers: names and values, one after the other
     */
    Answer call(String method, String path, String token, Object body, String key, String... more) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        headers.forEach(request::header);
        try {
            if (body == null) {
                request.method(method, HttpRequest.BodyPublishers.noBody());
            } else {
                String text = body instanceof String raw ? raw : JSON.writeValueAsString(body);
                request.method(method, HttpRequest.BodyPublishers.ofString(text))
                        .header("Content-Type", "application/json");
            }
            for (int i = 0; i < more.length; i += 2) {
                request.setHeader(more[i], more[i + 1]);
            }
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body()),
                    response.headers());
        } catch (JsonProcessingException e) {
            throw new AssertionError(method + " " + path + " is not JSON", e);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer get(String path, String token) {
        return call("GET", path, token, null);
    }

    Answer post(String path, String token, Object body) {
        return call("POST", path, token, body);
    }

    /** Registers somebody and logs in: an access token. */
    String register(String role) {
        Map<String, String> login = Map.of(
                "email", "t" + UUID.randomUUID() + "@pesto.example", "password", "correct horse " + UUID.randomUUID());
        post(
                        "/users",
                        null,
                        Map.of(
                                "email",
                                login.get("email"),
                                "password",
                                login.get("password"),
                                "name",
                                "Test Person",
                                "role",
                                role))
                .expect(201);
        return post("/auth/tokens", null, login).expect(200).path("accessToken").asText();
    }

    /** A product of a merchant with stock: its id. */
    String product(String merchant, long stock, long price) {
        Map<String, Object> product = Map.of(
                "sku",
                "T-" + UUID.randomUUID(),
                "name",
                "Tested Thing",
                "category",
                "tests",
                "status",
                "ACTIVE",
                "stock",
                stock,
                "price",
                Map.of("amount", price, "currency", "INR"));
        return post("/products", merchant, product).expect(201).path("id").asText();
    }

    /** What a buyer needs before an order. */
    Map<String, Object> delivery(String buyer) {
        Map<String, Object> address = Map.of(
                "name",
                "Test Person",
                "line1",
                "1 Test Street",
                "city",
                "Pune",
                "postalCode",
                "411001",
                "country",
                "IN",
                "isDefault",
                true);
        String addressId = post("/users/me/addresses", buyer, address)
                .expect(201)
                .path("id")
                .asText();
        String method = post("/users/me/payment-methods", buyer, Map.of("type", "COD"))
                .expect(201)
                .path("id")
                .asText();
        return Map.of("addressId", addressId, "paymentMethodId", method);
    }

    Answer stock(String productId, String merchant) {
        return get("/stock/" + productId, merchant);
    }
}
