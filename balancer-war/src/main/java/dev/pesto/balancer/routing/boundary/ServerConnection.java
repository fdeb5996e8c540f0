package dev.pesto.balancer.routing.boundary;

import dev.pesto.balancer.routing.control.Client;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.util.BufferChunk;
import org.glassfish.grizzly.http.util.ByteChunk;
import org.glassfish.grizzly.http.util.DataChunk;
import org.glassfish.grizzly.nio.NIOConnection;

/**
 * The connection a request came over. The servlet API knows no way to notice that a client has left while its call is under way, to break an answer off so that
 * nobody takes it for whole, or to see a Content-Length that the server has dropped; Payara's HTTP server does. Where its request cannot be reached the call goes
 * on without these.
 */
final class ServerConnection implements Client, AutoCloseable {

    private static final Logger LOG = Logger.getLogger("dev.pesto.balancer");

    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?im)^content-length[ \\t]*:");
    private static final int LONGEST_HEAD = 16 * 1024;

    private static final String ENDED = "dev.pesto.balancer.ended";

    private final HttpServletRequest facade;
    private Optional<Request> request;
    private Selector selector;
    private boolean closed;

    ServerConnection(HttpServletRequest facade) {
        this.facade = facade;
    }

    /** The server's own request. Its facade is a class of the server that no repository offers, hence by name. */
    static Optional<Request> serverRequest(HttpServletRequest facade) {
        try {
            Method unwrap = facade.getClass().getMethod("getUnwrappedCoyoteRequest");
            Object own = unwrap.invoke(facade);
            return Optional.of(
                    (Request) own.getClass().getMethod("getCoyoteRequest").invoke(own));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.FINE, "not a request of this server", e);
            return Optional.empty();
        }
    }

    /**
     * A chunked request that had a Content-Length as well: one hop may go by this, the next by that, and a second request hides in the difference. The server
     * drops the header; the bytes it came in are still there, behind the request line.
     */
    boolean hadTwoLengths() {
        return request()
                .map(Request::getRequest)
                .filter(packet -> packet.isChunked()
                        && CONTENT_LENGTH.matcher(head(packet)).find())
                .isPresent();
    }

    private static String head(HttpRequestPacket packet) {
        DataChunk path = packet.getRequestURIRef().getOriginalRequestURIBC();
        String text =
                switch (path.getType()) {
                    case Bytes -> {
                        ByteChunk bytes = path.getByteChunk();
                        int length = Math.min(bytes.getBuffer().length - bytes.getEnd(), LONGEST_HEAD);
                        yield new String(bytes.getBuffer(), bytes.getEnd(), length, StandardCharsets.ISO_8859_1);
                    }
                    case Buffer -> {
                        BufferChunk chunk = path.getBufferChunk();
                        yield chunk.getBuffer()
                                .toStringContent(
                                        StandardCharsets.ISO_8859_1,
                                        chunk.getEnd(),
                                        chunk.getBuffer().limit());
                    }
                    default -> "";
                };
        int end = text.indexOf("\r\n\r\n");
        return end < 0 ? text : text.substring(0, end);
    }

    /** The answer is the last one over this connection, and what the client has already sent after its request is no request. */
    void endAfterAnswer() {
        request().ifPresent(own -> own.getRequest().getProcessingState().setKeepAlive(false));
        connection().ifPresent(connection -> connection.getAttributes().setAttribute(ENDED, true));
    }

    /** The server reads on after the last answer, when it has the bytes. */
    static boolean hasEnded(Connection<?> connection) {
        return connection.getAttributes().getAttribute(ENDED) != null;
    }

    /** What can be read and has no bytes is the end. A client that only closed its sending half is taken for gone as well, as most proxies do. */
    @Override
    public synchronized boolean hasLeft() {
        SocketChannel channel = closed ? null : channel();
        if (channel == null) {
            return false;
        }
        try {
            if (selector == null) {
                selector = Selector.open();
                channel.register(selector, SelectionKey.OP_READ);
            }
            selector.selectedKeys().clear();
            return selector.selectNow() > 0 && channel.socket().getInputStream().available() == 0;
        } catch (IOException | RuntimeException e) {
            // The server has closed it.
            return true;
        }
    }

    @Override
    public synchronized void hangUp() {
        if (!closed) {
            connection().ifPresent(Connection::terminateSilently);
        }
    }

    /** At the end of the call: the server uses its request for another one. */
    @Override
    public synchronized void close() {
        closed = true;
        if (selector != null) {
            try {
                selector.close();
            } catch (IOException e) {
                LOG.log(Level.FINE, "a selector was not closed", e);
            }
        }
    }

    private SocketChannel channel() {
        SelectableChannel channel = connection()
                .filter(NIOConnection.class::isInstance)
                .map(connection -> ((NIOConnection) connection).getChannel())
                .orElse(null);
        return channel instanceof SocketChannel socket ? socket : null;
    }

    private Optional<Connection<?>> connection() {
        return request().map(Request::getContext).map(context -> context.getConnection());
    }

    private synchronized Optional<Request> request() {
        if (request == null) {
            request = serverRequest(facade);
        }
        return request;
    }
}
