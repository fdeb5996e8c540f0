package dev.pesto.balancer;

import dev.pesto.balancer.routing.control.ScriptedUpstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Where the balancer under test looks for instances: addresses at which a test may let scripted ones listen. On the list of a test class before {@code OnPayara},
 * because the server is told them when it starts. From 127.0.0.9 comes a trusted proxy, from 127.0.0.8 one who may read the metrics.
 */
public final class Upstreams implements BeforeAllCallback {

    static final int PROXY = 9;
    static final int METRICS_READER = 8;
    static final Path SETTINGS = Path.of("target", "settings.properties").toAbsolutePath();

    private static final int ORDER_1 = freePort();
    private static final int ORDER_2 = freePort();
    private static final int USER = freePort();

    static {
        try {
            Files.deleteIfExists(SETTINGS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.setProperty(
                "pesto.test.configuration",
                "-Dpesto.balancer.instances=order-1@127.0.0.1:" + ORDER_1 + "/order,order-2@127.0.0.1:" + ORDER_2
                        + "/order,user-1@127.0.0.1:" + USER + "/user"
                        + " -Dpesto.cors.origins=https://shop.example,http://localhost:3000"
                        + " -Dpesto.balancer.trusted-proxies=127.0.0." + PROXY
                        + " -Dpesto.balancer.metrics-from=127.0.0." + METRICS_READER
                        + " -Dpesto.settings=" + SETTINGS
                        + " -Ddev.pesto.balancer.routing.boundary.Services/user/Bulkhead/value=8"
                        + " -Ddev.pesto.balancer.routing.boundary.Services/password/Bulkhead/value=4"
                        + " -Ddev.pesto.balancer.routing.boundary.Services/user/CircuitBreaker/requestVolumeThreshold=20");
    }

    static ScriptedUpstream order1(ScriptedUpstream.Script script) throws IOException {
        return new ScriptedUpstream(ORDER_1, script);
    }

    static ScriptedUpstream order2(ScriptedUpstream.Script script) throws IOException {
        return new ScriptedUpstream(ORDER_2, script);
    }

    static ScriptedUpstream user1(ScriptedUpstream.Script script) throws IOException {
        return new ScriptedUpstream(USER, script);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // The static part has done it.
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
