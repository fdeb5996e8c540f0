package dev.pesto.balancer.routing.control;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * An answer on its way to the client: its head, the first part of its body, and the rest, if there is any, still in the upstream connection.
 *
 * @param length of the whole body, -1 when it is not known yet
 * @param rest null when {@code start} is all
 * @param end gives connection and place back
 */
public record Answer(int status, List<Header> headers, long length, byte[] start, InputStream rest, Runnable end)
        implements Closeable {

    private static final int BUFFER = 16 * 1024;

    /** An answer of the balancer's own. */
    public static Answer of(int status, String mediaType, byte[] body) {
        return new Answer(status, List.of(new Header("Content-Type", mediaType)), body.length, body, null, () -> {});
    }

    /** Writes the body, in pieces as they come. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(start);
        if (rest == null) {
            return;
        }
        byte[] buffer = new byte[BUFFER];
        for (int count = rest.read(buffer); count >= 0; count = rest.read(buffer)) {
            out.write(buffer, 0, count);
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
