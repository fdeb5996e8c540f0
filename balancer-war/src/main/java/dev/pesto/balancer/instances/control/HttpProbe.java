package dev.pesto.balancer.instances.control;

import dev.pesto.balancer.instances.entity.Endpoint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;

/**
 * GET /health/ready at the root of the instance's server, on a connection of its own: a pooled one would say nothing about whether new connections are taken.
 */
public final class HttpProbe implements Probe {

    private static final int CONNECT_MILLIS = 500;
    private static final int ANSWER_MILLIS = 900;

    @Override
    public Result ask(Endpoint endpoint) {
        HttpURLConnection connection = null;
        try {
            URI uri = new URI("http", null, endpoint.host(), endpoint.port(), "/health/ready", null, null);
            connection = (HttpURLConnection) uri.toURL().openConnection(java.net.Proxy.NO_PROXY);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(ANSWER_MILLIS);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestProperty("Connection", "close");
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK ? Result.READY : Result.NOT_READY;
        } catch (SocketTimeoutException e) {
            return Result.UNANSWERED;
        } catch (ConnectException | NoRouteToHostException e) {
            return Result.REFUSED;
        } catch (IOException | java.net.URISyntaxException e) {
            return Result.UNANSWERED;
        } finally {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }
}
