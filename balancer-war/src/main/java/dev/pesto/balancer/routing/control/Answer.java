package dev.pesto.balancer.routing.control;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * An answer on its way to the client: its head, the first part of its body, and the rest, if there is any, still in the upstream connection.
 */
public final class Answer implements Closeable {

    private static final int BUFFER = 16 * 1024;

    private final int status;
    private final List<Header> headers;
    private final long length;
    private final byte[] start;
    private final InputStream rest;
    private final Runnable end;

    /**
     * @param length of the whole body, -1 when it is not known yet
     * @param rest null when {@code start} is all
     * @param end gives connection and place back
     */
    Answer(int status, List<Header> headers, long length, byte[] start, InputStream rest, Runnable end) {
        this.status = status;
        this.headers = headers;
        this.length = length;
        this.start = start;
        this.rest = rest;
        this.end = end;
    }

    /** An answer that is here as a whole. */
    static Answer whole(int status, List<Header> headers, long length, byte[] body) {
        return new Answer(status, headers, length, body, null, () -> {});
    }

    /** An answer of the balancer's own. */
    public static Answer of(int status, String mediaType, byte[] body) {
        return whole(status, List.of(new Header("Content-Type", mediaType)), body.length, body);
    }

    /** One of the forms of a page; which one depends on what the client accepts. */
    public static Answer chosen(String mediaType, byte[] body) {
        return whole(
                200, List.of(new Header("Content-Type", mediaType), new Header("Vary", "Accept")), body.length, body);
    }

    public int status() {
        return status;
    }

    public List<Header> headers() {
        return headers;
    }

    public long length() {
        return length;
    }

    boolean isWhole() {
        return rest == null;
    }

    /**
     * Writes the body, in pieces as they come.
     *
     * @throws BrokenOff when the instance does not give the rest; any other exception is the client's
     */
    public void writeTo(OutputStream out) throws IOException {
        out.write(start);
        if (rest == null) {
            return;
        }
        byte[] buffer = new byte[BUFFER];
        for (int count = read(buffer); count >= 0; count = read(buffer)) {
            out.write(buffer, 0, count);
        }
    }

    private int read(byte[] buffer) throws BrokenOff {
        try {
            return rest.read(buffer);
        } catch (IOException e) {
            throw new BrokenOff(e);
        }
    }

    /** The instance did not give the rest of an answer whose beginning the client has. */
    public static final class BrokenOff extends IOException {

        private static final long serialVersionUID = 1L;

        BrokenOff(IOException cause) {
            super("the instance broke off its answer", cause);
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
