package dev.pesto.balancer.routing.boundary;

import dev.pesto.balancer.routing.entity.Headers;
import dev.pesto.commons.http.Trace;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Problem;
import dev.pesto.commons.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.Filter;
import org.glassfish.grizzly.http.HttpCodecFilter;
import org.glassfish.grizzly.http.HttpPacket;
import org.glassfish.grizzly.http.HttpPacketParsing;
import org.glassfish.grizzly.http.HttpProbe;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.util.DataChunk;
import org.glassfish.grizzly.http.util.MimeHeaders;
import org.glassfish.grizzly.memory.Buffers;

/**
 * Answers a request whose head the server cannot read with a problem document. The server would give it an empty 400, and no web application would ever hear of it: a client that
 * puts an é into its idempotency key would not learn why. The server closes the connection afterwards, as it always does here.
 */
final class UnreadableHeads extends HttpProbe.Adapter {

    private final Set<HttpCodecFilter> watched = ConcurrentHashMap.newKeySet();

    /** From now on for all requests of the listener that this one came through. */
    void watch(Request request) {
        for (Filter filter : request.getContext().getFilterChain()) {
            if (filter instanceof HttpCodecFilter codec && watched.add(codec)) {
                codec.getMonitoringConfig().addProbes(this);
            }
        }
    }

    // The server's interface has the raw type.
    @SuppressWarnings({"rawtypes", "unchecked"})
    @Override
    public void onErrorEvent(Connection connection, HttpPacket packet, Throwable error) {
        if (packet instanceof HttpRequestPacket request
                && packet instanceof HttpPacketParsing head
                && !head.isHeaderParsed()) {
            HttpResponsePacket response = request.getResponse();
            if (response != null && !response.isCommitted() && response.getStatus() < 400) {
                connection.write(Buffers.wrap(connection.getMemoryManager(), answer(request, head.getHeaders())), null);
                response.setCommitted(true);
            }
        }
    }

    private static byte[] answer(HttpRequestPacket request, MimeHeaders headers) {
        Trace.begin(null);
        try {
            DataChunk path = request.getRequestURIRef().getOriginalRequestURIBC();
            byte[] document = Problem.of(refusal(headers), path.isNull() ? "" : path.toString())
                    .json();
            String head = "HTTP/1.1 400 Bad Request\r\nContent-Type: " + Problem.MEDIA_TYPE + "\r\nContent-Length: "
                    + document.length
                    + "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n";
            byte[] start = head.getBytes(StandardCharsets.US_ASCII);
            byte[] answer = new byte[start.length + document.length];
            System.arraycopy(start, 0, answer, 0, start.length);
            System.arraycopy(document, 0, answer, start.length, document.length);
            return answer;
        } finally {
            Trace.end();
        }
    }

    private static Refusal refusal(MimeHeaders headers) {
        // The header that is being read stands there by its name already, and has no value yet.
        int last = headers.size() - 1;
        boolean isKey = last >= 0
                && headers.getName(last).equalsIgnoreCase("Idempotency-Key")
                && headers.getValue(last).isNull();
        return isKey
                ? new Refusal(CommonRefusal.IDEMPOTENCY_KEY_REQUIRED, Headers.WHAT_A_KEY_HAS)
                : new Refusal(
                        CommonRefusal.BAD_REQUEST,
                        "The head of the request is not HTTP as RFC 9112 has it, or has other than visible ASCII in a header.");
    }

    void end() {
        watched.forEach(filter -> filter.getMonitoringConfig().removeProbes(this));
    }
}
