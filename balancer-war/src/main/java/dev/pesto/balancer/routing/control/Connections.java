package dev.pesto.balancer.routing.control;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
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

    Pool pool(boolean mayRepeat) {
        return mayRepeat ? repeatable : once;
    }

    /** Closes what was idle for long. */
    public void tidy() {
        repeatable.tidy();
        once.tidy();
    }

    public void close() {
        repeatable.manager.close(CloseMode.GRACEFUL);
        once.manager.close(CloseMode.GRACEFUL);
    }

    /**
     * Gives connections out and takes them back. The client that comes with the pool is not used: its chain of cookies, redirects, authentication and retries cost
     * the door a sixth of its time for what a gateway must not do anyway.
     */
    static final class Pool {

        private static final Timeout WAIT = Timeout.ofMilliseconds(500);

        /** Two tries at hosts that swallow the connection still end within a second. */
        private static final Timeout CONNECT = Timeout.ofMilliseconds(300);

        private final PoolingHttpClientConnectionManager manager;

        Pool(TimeValue validateAfter) {
            manager = PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(1024)
                    .setMaxConnPerRoute(256)
                    .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                    .setDefaultSocketConfig(
                            SocketConfig.custom().setTcpNoDelay(true).build())
                    .setDefaultConnectionConfig(ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT)
                            .setSocketTimeout(Timeout.ofSeconds(15))
                            .setValidateAfterInactivity(validateAfter)
                            .build())
                    .build();
        }

        /**
         * Takes an idle connection, or the place of one that {@link #connect} has to make.
         *
         * @throws ConnectionRequestTimeoutException when none is free in time
         */
        ConnectionEndpoint take(HttpHost host) throws IOException {
            LeaseRequest lease = manager.lease(null, new HttpRoute(host), WAIT, null);
            try {
                return lease.get(WAIT);
            } catch (TimeoutException e) {
                throw new ConnectionRequestTimeoutException(e.getMessage());
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } catch (InterruptedException e) {
                lease.cancel();
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for a connection");
            }
        }

        void connect(ConnectionEndpoint connection, HttpContext context) throws IOException {
            if (!connection.isConnected()) {
                manager.connect(connection, CONNECT, context);
            }
        }

        /** Takes a connection back; one that is not for use again is closed. */
        void giveBack(ConnectionEndpoint connection, boolean again) {
            if (!again) {
                connection.close(CloseMode.IMMEDIATE);
            }
            manager.release(connection, null, again ? IDLE : null);
        }

        void tidy() {
            manager.closeExpired();
            manager.closeIdle(IDLE);
        }
    }
}
