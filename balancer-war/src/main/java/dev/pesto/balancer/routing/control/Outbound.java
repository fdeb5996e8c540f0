package dev.pesto.balancer.routing.control;

import dev.pesto.balancer.instances.entity.Endpoint;
import dev.pesto.balancer.routing.entity.Headers;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;

/** One request on its way to one instance, and the head of what comes back. */
final class Outbound {

    private static final ConnectionEndpoint.RequestExecutor EXECUTOR = new HttpRequestExecutor()::execute;

    private final Connections.Pool pool;
    private final HttpHost host;
    private final ClassicHttpRequest request;
    private final HttpClientContext context = HttpClientContext.create();
    private ConnectionEndpoint connection;
    private boolean cancelled;

    Outbound(Exchange exchange, Endpoint endpoint, Connections.Pool pool, String serviceToken) {
        this.pool = pool;
        this.host = new HttpHost(endpoint.host(), endpoint.port());
        this.request = new BasicClassicHttpRequest(exchange.method, host, endpoint.contextRoot() + exchange.target);
        request.addHeader("Host", host.toHostString());
        for (Header header : exchange.headers) {
            request.addHeader(header.name(), header.value());
        }
        request.addHeader("Pesto-Service", serviceToken);
        body(exchange.body.entity(), exchange.method);
    }

    /** RFC 9110, 8.6: a method that usually has a body says so when it has none. */
    private void body(HttpEntity entity, String method) {
        if (entity == null) {
            if (method.equals("POST") || method.equals("PUT") || method.equals("PATCH")) {
                request.addHeader("Content-Length", "0");
            }
            return;
        }
        request.setEntity(entity);
        if (entity.getContentLength() >= 0) {
            request.addHeader("Content-Length", Long.toString(entity.getContentLength()));
        } else {
            request.addHeader("Transfer-Encoding", "chunked");
        }
    }

    /** Breaks it off from another thread, wherever it is. */
    synchronized void cancel() {
        cancelled = true;
        if (connection != null) {
            connection.close(CloseMode.IMMEDIATE);
        }
    }

    Reply send() throws IOException {
        hold(pool.take(host));
        boolean answered = false;
        try {
            pool.connect(connection, context);
            Reply reply = new Reply(connection.execute(null, request, EXECUTOR, context));
            answered = true;
            return reply;
        } catch (HttpException e) {
            throw new ClientProtocolException(e);
        } finally {
            if (!answered) {
                giveBack(false);
            }
        }
    }

    private synchronized void hold(ConnectionEndpoint taken) throws InterruptedIOException {
        connection = taken;
        if (cancelled) {
            giveBack(false);
            throw new InterruptedIOException("broken off before it was sent");
        }
    }

    /** Nobody breaks off afterwards what is then another request's connection. */
    private synchronized void giveBack(boolean again) {
        if (connection != null) {
            pool.giveBack(connection, again && !cancelled);
            connection = null;
        }
    }

    /** An answer whose body is still in the connection. */
    final class Reply {

        private final ClassicHttpResponse response;
        private final Body body;

        private Reply(ClassicHttpResponse response) throws IOException {
            this.response = response;
            HttpEntity entity = response.getEntity();
            this.body = entity == null ? null : new Body(entity.getContent(), entity.getContentLength());
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
        InputStream body() {
            return body;
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
            giveBack((body == null || body.isAtEnd())
                    && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context));
        }
    }

    /** Knows whether all of it was read; closing it reads nothing more. */
    private static final class Body extends FilterInputStream {

        private long missing;

        /** @param length -1 when it is not told */
        Body(InputStream in, long length) {
            super(in);
            this.missing = length < 0 ? Long.MAX_VALUE : length;
        }

        boolean isAtEnd() {
            return missing == 0;
        }

        @Override
        public int read() throws IOException {
            int octet = in.read();
            missing = octet < 0 ? 0 : missing - 1;
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            missing = count < 0 ? 0 : missing - count;
            return count;
        }

        @Override
        public void close() {
            // The connection is given back or closed as a whole.
        }
    }
}
