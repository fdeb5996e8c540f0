package dev.pesto.payara.cluster;

import dev.pesto.payara.cluster.RunningCluster.Started;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What ports and answers show to strangers. */
@ExtendWith(RunningCluster.class)
class ExposureIT {
    private static final Path PROC = Path.of("/proc");

    @Test
    @DisplayName(
            "R9 every port of every process is on loopback, the data grid's too, and the grid has a name of its own")
    void ports(Started started) throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (Member member : started.cluster().state().living().members()) {
            List<InetSocketAddress> listening = ListeningSockets.of(member.pid());
            softly.assertThat(listening).as(member.name()).isNotEmpty();
            softly.assertThat(ListeningSockets.beyondLoopback(listening))
                    .as(member.name())
                    .isEmpty();
            if (Role.isService(member.service())) {
                softly.assertThat(
                                Files.readString(PROC.resolve(member.pid() + "/cmdline"), StandardCharsets.ISO_8859_1))
                        .as(member.name())
                        .contains("--clustername\0pesto-" + RunningCluster.PORT);
            }
        }
        softly.assertAll();
    }

    @Test
    @DisplayName(
            "every answer is what its type says, none is for another origin, none tells what serves it, and none is kept but what is everybody's")
    void headers(Started started) throws Exception {
        String buyer = started.api().register("BUYER");
        Map<String, String> calls = new LinkedHashMap<>();
        calls.put("GET /api/v1/users/me", buyer);
        calls.put("GET /api/v1/orders", buyer);
        calls.put("GET /api/v1/orders?after=x", buyer);
        calls.put("GET /api/v1/users", buyer);
        calls.put("GET /api/v1/products", "not.a.token");
        calls.put("GET /api/v1/problems/not_found", null);
        calls.put("GET /api/v1/ops/instances", null);
        calls.put("GET /api/v1/nothing", null);
        calls.put("TRACE /api/v1/orders", null);
        calls.put("DELETE /api/v1/orders", null);
        calls.put("OPTIONS /api/v1/orders", null);
        calls.put("GET /openapi", null);
        calls.put("GET /health/ready", null);
        calls.put("GET /metrics", null);
        SoftAssertions softly = new SoftAssertions();
        for (Map.Entry<String, String> call : calls.entrySet()) {
            String[] words = call.getKey().split(" ", -1);
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(started.balancer(1) + words[1]))
                    .method(words[0], HttpRequest.BodyPublishers.noBody())
                    .header("Origin", "https://elsewhere.example")
                    .header("Access-Control-Request-Method", "POST");
            if (call.getValue() != null) {
                request.header("Authorization", "Bearer " + call.getValue());
            }
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
            String what = call.getKey() + " -> " + answer.statusCode() + " "
                    + answer.headers().map();
            softly.assertThat(answer.headers().allValues("X-Content-Type-Options"))
                    .as(what)
                    .containsExactly("nosniff");
            softly.assertThat(answer.headers().map().keySet())
                    .as(what)
                    .noneMatch(name -> name.matches("(?i)access-control-.*|server|x-powered-by"));
            if (call.getValue() != null || answer.statusCode() >= 400) {
                softly.assertThat(answer.headers().firstValue("Cache-Control"))
                        .as(what)
                        .contains("no-store");
            }
        }
        softly.assertAll();
    }
}
