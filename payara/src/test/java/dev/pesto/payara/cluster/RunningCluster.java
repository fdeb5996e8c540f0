package dev.pesto.payara.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.pesto.commons.keys.KeyFiles;
import dev.pesto.commons.keys.ServiceTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One cluster of real processes for all tests of a run, started by the classes that {@code payara/pesto} uses: three order
 * instances and two balancers, with an edge before them where HAProxy is installed. A test that kills, pauses or stops one of them by {@link Started#cluster()} leaves it whole:
 * revive or resume, then {@link Started#awaitWhole()}.
 */
final class RunningCluster implements ParameterResolver {
    static final int PORT = 21750;

    /** From here a test may read the metrics of a balancer. */
    static final String METRICS_READER = "127.0.0.8";

    /** An order instance to both balancers, if a test listens there. */
    static final int DETOUR = PORT + 40;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Stops it after the last test. */
    record Started(Cluster cluster, State state) implements ExtensionContext.Store.CloseableResource {
        Api api() {
            return new Api(balancer(1) + "/api/v1");
        }

        /** Through the second balancer. */
        Api otherApi() {
            return new Api(balancer(2) + "/api/v1");
        }

        /** Past the balancers, as one of them would call: whoever has to know which instance gets a request sends it there himself. */
        Api instance(String name) {
            Member member = cluster.state().member(name).orElseThrow();
            RSAKey balancer = KeyFiles.readKey(cluster.home().keys().resolve(KeyFiles.ofService("balancer")));
            String proof = ServiceTokens.mint(balancer, member.service(), Instant.now());
            return new Api(
                    "http://127.0.0.1:" + member.port() + "/" + member.service() + "/api/v1",
                    api().http(),
                    Map.of(ServiceTokens.HEADER, proof));
        }

        /** A token of somebody who never registered: enough for what a balancer decides by itself. */
        String stranger() {
            try {
                RSAKey signing = KeyFiles.readSet(cluster.home().keys().resolve(KeyFiles.SIGNING))
                        .getKeys()
                        .get(0)
                        .toRSAKey();
                SignedJWT token = new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .type(JOSEObjectType.JWT)
                                .keyID(signing.getKeyID())
                                .build(),
                        new JWTClaimsSet.Builder()
                                .issuer("pesto")
                                .audience("pesto-api")
                                .subject(UUID.randomUUID().toString())
                                .claim("groups", List.of("BUYER"))
                                .expirationTime(Date.from(Instant.now().plusSeconds(3600)))
                                .build());
                token.sign(new RSASSASigner(signing));
                return token.serialize();
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }

        /** What an instance counts, summed over all lines of its metrics that begin so and contain each of these. */
        double count(String instance, String name, String... tags) {
            Member member = cluster.state().member(instance).orElseThrow();
            try (Socket socket = new Socket()) {
                socket.bind(new InetSocketAddress(METRICS_READER, 0));
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), member.port()), 5_000);
                socket.setSoTimeout(30_000);
                // An answer in HTTP/1.0 comes in one piece.
                socket.getOutputStream()
                        .write("GET /metrics HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).startsWith("HTTP/1.1 200 ");
                return answer.lines()
                        .filter(line ->
                                line.startsWith(name) && Arrays.stream(tags).allMatch(line::contains))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The token of an administrator. */
        String admin() {
            return api().post("/auth/tokens", null, AccessMatrixIT.admin(cluster.home()))
                    .expect(200)
                    .path("accessToken")
                    .asText();
        }

        /** The cluster's database, as its owner. */
        Connection database() throws SQLException {
            return new Database(cluster.home(), state.plan()).address().connect();
        }

        /** Whether a test may restart it. */
        boolean hasOwnDatabase() {
            return cluster.state().database().embedded();
        }

        boolean isMariaDb() {
            return cluster.state().database().vendor().contains("MariaDB");
        }

        /** A balancer itself, with or without an edge before it. */
        String balancer(int number) {
            Plan plan = state.plan();
            return "http://127.0.0.1:" + Role.BALANCER.port(number, plan.port(), plan.edge());
        }

        void awaitWhole() {
            cluster.awaitWhole(PATIENCE);
        }

        @Override
        public void close() {
            cluster.stopAll();
        }
    }

    static Cluster cluster(String home) {
        Path target = Path.of("target").toAbsolutePath();
        Distribution distribution =
                new Distribution(target.resolve("pesto"), Path.of("asadmin").toAbsolutePath());
        return new Cluster(new Home(target.resolve(home)), distribution, new Progress(System.out, false));
    }

    static Plan plan(int port) {
        Map<String, String> settings = Map.of(
                // One address and a few accounts make all requests of the tests.
                "pesto.limits.default", "off",
                "pesto.limits.orders", "off",
                "pesto.limits.auth", "off",
                "pesto.balancer.metrics-from", METRICS_READER,
                "pesto.balancer.instances", "order-detour@127.0.0.1:" + DETOUR + "/order");
        return new Plan(port, 3, 2, Edge.isInstalled(), true, settings, "pesto_cluster_test");
    }

    private static Started start() {
        Cluster cluster = cluster("cluster");
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::stopAll));
        cluster.stopAll();
        return new Started(cluster, cluster.up(plan(PORT)));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Started.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(RunningCluster.class))
                .getOrComputeIfAbsent("cluster", key -> start(), Started.class);
    }
}
