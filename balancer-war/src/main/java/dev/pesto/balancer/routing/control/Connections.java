package dev.pesto.balancer.routing.control;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The connections to the instances, in two pools. A request that may be sent again goes over any idle connection; one that may not goes only over a connection
 * that was just looked at (about 1 ms), because an instance that closes an idle connection at that moment would cost it its one try.
 */
public final class Connections {

    /** Shorter than the 60 s after which an instance closes an idle connection. */
    private static final TimeValue IDLE = TimeValue.ofSeconds(20);

    private final Pool repeatable = new Pool(TimeValue.ofSeconds(2));
    private final Pool once = new Pool(TimeValue.ZERO_MILLISECONDS);

    CloseableHttpClient client(boolean mayRepeat) {
        return (mayRepeat ? repeatable : once).client;
    }

    /** Closes what was idle for long. */
    public void tidy() {
        repeatable.tidy();
        once.tidy();
    }

    public void close() {
        repeatable.client.close(CloseMode.GRACEFUL);
        once.client.close(CloseMode.GRACEFUL);
    }

    private static final class Pool {
        private final PoolingHttpClientConnectionManager manager;
        private final CloseableHttpClient client;

        Pool(TimeValue validateAfter) {
            manager = PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(1024)
                    .setMaxConnPerRoute(256)
                    .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                    .setDefaultSocketConfig(
                            SocketConfig.custom().setTcpNoDelay(true).build())
                    .setDefaultConnectionConfig(ConnectionConfig.custom()
                            // Two tries at hosts that swallow the connection still end within a second.
                            .setConnectTimeout(Timeout.ofMilliseconds(300))
                            .setSocketTimeout(Timeout.ofSeconds(15))
                            .setValidateAfterInactivity(validateAfter)
                            .build())
                    .build();
            client = HttpClients.custom()
                    .setConnectionManager(manager)
                    .setDefaultRequestConfig(RequestConfig.custom()
                            .setConnectionRequestTimeout(Timeout.ofMilliseconds(500))
                            .setExpectContinueEnabled(false)
                            .setProtocolUpgradeEnabled(false)
                            .build())
                    .disableAutomaticRetries()
                    .disableRedirectHandling()
                    .disableCookieManagement()
                    .disableContentCompression()
                    .disableAuthCaching()
                    .disableConnectionState()
                    .disableDefaultUserAgent()
                    .build();
        }

        void tidy() {
            manager.closeExpired();
            manager.closeIdle(IDLE);
        }
    }
}
