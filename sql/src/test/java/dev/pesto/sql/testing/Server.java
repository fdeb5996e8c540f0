package dev.pesto.sql.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The WAR under test, over HTTP. Paths begin below its context root: {@code /api/v1/orders}. */
public final class Server {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private Server() {}

    public static URI url(String path) {
        return URI.create(WarOnPayara.running().baseUrl() + path);
    }

    public static Answer get(String path) {
        return request("GET", path).send();
    }

    public static Request request(String method, String path) {
        return new Request(method, path);
    }

    /** As the balancer would forward it: with a service token. */
    public static final class Request {
        private final HttpRequest.Builder builder;
        private final String method;
        private HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.noBody();
        private boolean fromBalancer = !WarOnPayara.service().equals("balancer");

        private Request(String method, String path) {
            this.method = method;
            this.builder = HttpRequest.newBuilder(url(path)).timeout(Duration.ofSeconds(30));
        }

        /** As somebody in a role. */
        public Request as(String subject, String role) {
            return header("Authorization", "Bearer " + Tokens.access(subject, role));
        }

        public Request header(String name, String value) {
            builder.header(name, value);
            return this;
        }

        /** Past the balancer: without its proof. */
        public Request fromOutside() {
            fromBalancer = false;
            return this;
        }

        public Request json(String text) {
            body = HttpRequest.BodyPublishers.ofString(text);
            return header("Content-Type", "application/json");
        }

        public Request json(Object value) {
            try {
                return json(JSON.writeValueAsString(value));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(e);
            }
        }

        public Answer send() {
            if (fromBalancer) {
                builder.header("Pesto-Service", Tokens.service("balancer", WarOnPayara.service()));
            }
            try {
                return new Answer(
                        HTTP.send(builder.method(method, body).build(), HttpResponse.BodyHandlers.ofString()));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Status, headers, and the body as JSON. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        public List<String> headers(String name) {
            return response.headers().allValues(name);
        }

        public String text() {
            return response.body();
        }

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (JsonProcessingException e) {
                throw new AssertionError("not JSON: " + response.body(), e);
            }
        }

        /** The code of a problem document. */
        public String code() {
            return json().path("code").asText();
        }
    }
}
