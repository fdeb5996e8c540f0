package dev.pesto.balancer.routing.control;

import dev.pesto.balancer.instances.entity.Endpoint;
import dev.pesto.balancer.routing.entity.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;

/** One request on its way to one instance, and the head of what comes back. */
final class Outbound {

    private static final URI ANY = URI.create("/");

    private final CloseableHttpClient client;
    private final HttpHost host;
    private final HttpUriRequestBase request;

    Outbound(Exchange exchange, Endpoint endpoint, CloseableHttpClient client, String serviceToken) {
        this.client = client;
        this.host = new HttpHost(endpoint.host(), endpoint.port());
        this.request = new HttpUriRequestBase(exchange.method, ANY);
        request.setPath(endpoint.contextRoot() + exchange.target);
        for (Header header : exchange.headers) {
            request.addHeader(header.name(), header.value());
        }
        request.setHeader("Pesto-Service", serviceToken);
        request.setEntity(exchange.body.entity());
    }

    /** Breaks it off from another thread, wherever it is. */
    void cancel() {
        request.cancel();
    }

    Reply send() throws IOException {
        return new Reply(client.executeOpen(host, request, null));
    }

    /** An answer whose body is still in the connection. */
    static final class Reply {

        private final ClassicHttpResponse response;

        private Reply(ClassicHttpResponse response) {
            this.response = response;
        }

        int status() {
            return response.getCode();
        }

        /** Without what concerns this hop only. */
        List<Header> headers() {
            List<String> connection = new ArrayList<>(1);
            org.apache.hc.core5.http.Header[] all = response.getHeaders();
            for (org.apache.hc.core5.http.Header header : all) {
                if (header.getName().equalsIgnoreCase("Connection")) {
                    connection.add(header.getValue());
                }
            }
            Set<String> nominated = Headers.nominated(connection);
            List<Header> headers = new ArrayList<>(all.length);
            for (org.apache.hc.core5.http.Header header : all) {
                if (Headers.passesToClient(header.getName(), nominated)) {
                    headers.add(new Header(header.getName(), header.getValue()));
                }
            }
            return headers;
        }

        /** Null when there is no body. */
        InputStream body() throws IOException {
            HttpEntity entity = response.getEntity();
            return entity == null ? null : entity.getContent();
        }

        /** Of the body, or of the one that an answer to HEAD leaves out; -1 when it is not told. */
        long length() {
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                return entity.getContentLength();
            }
            org.apache.hc.core5.http.Header length = response.getFirstHeader("Content-Length");
            try {
                return length == null ? -1 : Long.parseLong(length.getValue());
            } catch (NumberFormatException e) {
                return -1;
            }
        }

        /** Gives the connection back, or closes it when the body was not read to its end: half-read ones are never used again. */
        void close() {
            try {
                response.close();
            } catch (IOException e) {
                // The answer has been read or given up by now; either way the connection does not come back.
                Logger.getLogger("dev.pesto.balancer").fine(e::toString);
            }
        }
    }
}
