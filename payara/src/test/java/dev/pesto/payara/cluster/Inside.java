package dev.pesto.payara.cluster;

import com.nimbusds.jose.jwk.RSAKey;
import dev.pesto.commons.keys.KeyFiles;
import dev.pesto.commons.keys.ServiceTokens;
import dev.pesto.payara.cluster.RunningCluster.Started;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Asks each instance itself, as a balancer does: past the balancers, which would choose one of them. */
record Inside(List<Member> members, Path keys) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static Inside of(Started started) {
        List<Member> members = started.cluster().state().living().members().stream()
                .filter(member -> Role.isService(member.service()))
                .toList();
        return new Inside(members, started.cluster().home().keys());
    }

    /** What an instance says to the holder of a token: status, and code when it refuses. */
    String answer(Member member, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + member.port() + path(member.service())))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
        if (Role.of(member.service()) != Role.BALANCER) {
            RSAKey balancer = KeyFiles.readKey(keys.resolve(KeyFiles.ofService("balancer")));
            request.header(ServiceTokens.HEADER, ServiceTokens.mint(balancer, member.service(), Instant.now()));
        }
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        String body = answer.body();
        int code = body.indexOf("\"code\":\"");
        return answer.statusCode() < 400
                ? Integer.toString(answer.statusCode())
                : answer.statusCode() + " " + body.substring(code + 8, body.indexOf('"', code + 8));
    }

    private static String path(String service) {
        return switch (service) {
            case "user" -> "/user/api/v1/users/me";
            case "product" -> "/product/api/v1/products?limit=1";
            case "order" -> "/order/api/v1/orders?limit=1";
            default -> "/api/v1/ops/instances";
        };
    }
}
