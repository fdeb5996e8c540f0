package dev.pesto.balancer.routing.boundary;

import dev.pesto.balancer.routing.control.Answer;
import dev.pesto.balancer.routing.control.Header;
import dev.pesto.balancer.routing.control.Tries;
import dev.pesto.balancer.routing.entity.RouteTable;
import dev.pesto.commons.http.MediaTypeFilter;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Problem;
import dev.pesto.commons.problem.Problems;
import dev.pesto.commons.problem.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Writes answers and refusals to the client. */
final class Outgoing {

    private static final Logger LOG = Logger.getLogger("dev.pesto.balancer");
    private static final long DROPPED_BYTES = 8L * 1024 * 1024;
    private static final long DROPPED_NANOS = 2_000_000_000L;

    private Outgoing() {}

    static void send(Answer answer, boolean head, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        for (Header header : answer.headers()) {
            response.addHeader(header.name(), header.value());
        }
        if (answer.length() >= 0 && answer.status() != 204 && answer.status() != 304) {
            response.setContentLengthLong(answer.length());
        }
        if (!head) {
            answer.writeTo(response.getOutputStream());
        }
        response.flushBuffer();
    }

    /** Answers OPTIONS. */
    static void tellMethods(RouteTable.Resource resource, HttpServletResponse response) {
        response.setHeader("Allow", resource.allow());
        if (resource.methods().containsKey("PATCH")) {
            response.setHeader("Accept-Patch", MediaTypeFilter.PATCHES);
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    /**
     * Writes the problem document, then reads and drops what the client is still sending, so that it sees the answer instead of a reset.
     *
     * <p>A client that stops in the middle is hung up on: by then it has its answer. So is one whose network has enough bodies on their way.
     */
    static void refuse(
            Refusal refusal, Incoming incoming, HttpServletResponse response, ServerConnection client, Tries tries)
            throws IOException {
        if (response.isCommitted()) {
            throw new IOException("the answer broke off", refusal);
        }
        int status = refusal.type().status();
        byte[] body = Problem.of(refusal, incoming.path()).json();
        LOG.log(status >= 500 ? Level.WARNING : Level.FINE, "refused {0} {1}", new Object[] {
            refusal.type().code(), incoming.path()
        });
        response.setStatus(status);
        response.setContentType(Problem.MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        refusal.headers().forEach(response::setHeader);
        if (status == 401) {
            response.setHeader("WWW-Authenticate", Problems.challenge(refusal.type()));
        }
        boolean unread = incoming.isBodyUnread();
        boolean awaited = unread && incoming.mayAwaitBody();
        boolean closing = unread
                && (!awaited || incoming.length() > DROPPED_BYTES || refusal.type() == CommonRefusal.BODY_TOO_LARGE);
        if (closing || refusal.headers().containsKey("Connection")) {
            response.setHeader("Connection", "close");
            client.endAfterAnswer();
        }
        response.setContentLength(body.length);
        if (!incoming.method().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
        response.flushBuffer();
        if (awaited) {
            long until = System.nanoTime() + DROPPED_NANOS;
            tries.bounded(() -> drop(incoming, until), until, client::hangUp);
        } else if (unread) {
            // The server itself would keep the connection until the body has come.
            client.hangUp();
        }
    }

    private static void drop(Incoming incoming, long until) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = incoming.stream();
            long dropped = 0;
            for (int count = in.read(buffer);
                    count >= 0 && dropped < DROPPED_BYTES && System.nanoTime() - until < 0;
                    count = in.read(buffer)) {
                dropped += count;
            }
        } catch (IOException | IllegalStateException e) {
            LOG.fine(() -> "a refused body was not read to its end: " + e);
        }
    }
}
