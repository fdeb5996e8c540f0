package dev.pesto.balancer.routing.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * A request body. Up to 64 KiB are kept, so that the request can be sent once more; what is longer flows through and cannot.
 */
public final class RequestBody {

    public static final int KEPT = 64 * 1024;
    public static final long LIMIT = 1024 * 1024;
    public static final RequestBody NONE = new RequestBody(new byte[0], null, 0);

    private final byte[] start;
    private final InputStream rest;
    private final long length;

    private RequestBody(byte[] start, InputStream rest, long length) {
        this.start = start;
        this.rest = rest;
        this.length = length;
    }

    /**
     * Reads the part that is kept.
     *
     * @param length as declared, -1 for a chunked body
     * @throws ClientFault when the client stops half-way
     */
    public static RequestBody of(InputStream in, long length) throws ClientFault {
        try {
            byte[] start = in.readNBytes(length < 0 ? KEPT + 1 : (int) Math.min(length, KEPT));
            if (length >= 0 && start.length < Math.min(length, KEPT)) {
                throw new ClientFault("the body ended before its Content-Length", false);
            }
            boolean whole = length < 0 ? start.length <= KEPT : length <= KEPT;
            return new RequestBody(start, whole ? null : in, whole ? start.length : length);
        } catch (ClientFault e) {
            throw e;
        } catch (IOException | IllegalStateException e) {
            throw unreadable(e);
        }
    }

    /** The server's reader throws CancelledKeyException, which is no IOException, when the connection was ended while it waited. */
    private static ClientFault unreadable(Exception cause) {
        ClientFault fault = new ClientFault("the body could not be read", false);
        fault.initCause(cause);
        return fault;
    }

    public boolean isKept() {
        return rest == null;
    }

    /** What has been read so far: all of it, when it is kept. */
    public byte[] start() {
        return start.clone();
    }

    /** Null when there is no body. */
    HttpEntity entity() {
        if (rest != null) {
            return new Flowing();
        }
        return this == NONE ? null : new ByteArrayEntity(start, null);
    }

    /** The client's part in a failure: it left, broke its own framing, or sent too much. */
    public static final class ClientFault extends IOException {

        private static final long serialVersionUID = 1L;

        private final boolean tooLarge;

        ClientFault(String message, boolean tooLarge) {
            super(message);
            this.tooLarge = tooLarge;
        }

        public boolean isTooLarge() {
            return tooLarge;
        }
    }

    private final class Flowing extends AbstractHttpEntity {

        Flowing() {
            super((String) null, null, length < 0);
        }

        @Override
        public long getContentLength() {
            return length;
        }

        @Override
        public boolean isRepeatable() {
            return false;
        }

        @Override
        public boolean isStreaming() {
            return true;
        }

        @Override
        public InputStream getContent() {
            return rest;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(start);
            long sent = start.length;
            byte[] buffer = new byte[16 * 1024];
            for (int count = read(buffer); count >= 0; count = read(buffer)) {
                sent += count;
                if (sent > LIMIT) {
                    throw new ClientFault("the body is longer than 1 MiB", true);
                }
                out.write(buffer, 0, count);
            }
            if (length >= 0 && sent < length) {
                throw new ClientFault("the body ended before its Content-Length", false);
            }
        }

        private int read(byte[] buffer) throws ClientFault {
            try {
                return rest.read(buffer);
            } catch (IOException | IllegalStateException e) {
                throw unreadable(e);
            }
        }

        @Override
        public void close() {
            Arrays.fill(start, (byte) 0);
        }
    }
}
