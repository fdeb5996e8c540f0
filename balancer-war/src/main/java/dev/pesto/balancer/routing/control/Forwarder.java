package dev.pesto.balancer.routing.control;

import dev.pesto.balancer.instances.control.Fleet;
import dev.pesto.balancer.instances.entity.Endpoint;
import dev.pesto.balancer.instances.entity.Group;
import dev.pesto.balancer.instances.entity.Instance;
import dev.pesto.balancer.routing.control.RequestBody.ClientFault;
import dev.pesto.balancer.routing.entity.GatewayRefusal;
import dev.pesto.balancer.routing.entity.Headers;
import dev.pesto.balancer.routing.entity.Operation;
import dev.pesto.balancer.routing.entity.RetryBudget;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;

/** Makes one try: chooses an instance, sends the request, reads the head and the first 64 KiB of the answer. */
public final class Forwarder {

    public static final long CALL_NANOS = 15_000_000_000L;
    static final long TRY_NANOS = 10_000_000_000L;
    private static final URI ANY = URI.create("/");

    private final Fleet fleet;
    private final Connections connections;
    private final Tries tries;
    private final UnaryOperator<String> serviceTokens;
    private final LongSupplier clock;
    private final RetryBudget budget = new RetryBudget();

    /**
     * @param serviceTokens gives the token that lets a call into a service
     */
    public Forwarder(
            Fleet fleet,
            Connections connections,
            Tries tries,
            UnaryOperator<String> serviceTokens,
            LongSupplier clock) {
        this.fleet = fleet;
        this.connections = connections;
        this.tries = tries;
        this.serviceTokens = serviceTokens;
        this.clock = clock;
    }

    /**
     * Makes the first try of an exchange, or its second.
     *
     * @throws TryAgain when the same exchange may be given to this method once more
     * @throws NoAnswer when it may not
     */
    public Answer attempt(Exchange exchange) {
        long now = clock.getAsLong();
        Group group = fleet.group(exchange.operation.upstream().id());
        if (exchange.tried == null) {
            budget.call(now);
        }
        Instance instance = group.choose(exchange.tried, now, ThreadLocalRandom.current());
        if (instance == null) {
            throw nowhereToGo(exchange, group, now);
        }
        boolean placeKept = false;
        HttpUriRequestBase request = request(exchange, instance.endpoint());
        Tries.Try attempt =
                tries.begin(instance, request::cancel, Math.min(now + TRY_NANOS, exchange.deadline - 100_000_000L));
        try {
            Answer answer = send(exchange, instance, request, attempt, now);
            placeKept = !answer.isWhole();
            return answer;
        } catch (ClientFault e) {
            throw refusal(e);
        } catch (IOException | RuntimeException e) {
            if (e instanceof Refusal refusal) {
                throw refusal;
            }
            throw failed(exchange, group, instance, attempt, e, now);
        } finally {
            if (!placeKept) {
                tries.end(attempt);
                instance.leave();
            }
        }
    }

    private Answer send(Exchange exchange, Instance instance, HttpUriRequestBase request, Tries.Try attempt, long sent)
            throws IOException {
        Endpoint endpoint = instance.endpoint();
        ClassicHttpResponse response = connections
                .client(exchange.operation.is(Operation.Trait.REPEATABLE))
                .executeOpen(new HttpHost(endpoint.host(), endpoint.port()), request, null);
        boolean open = false;
        try {
            long now = clock.getAsLong();
            int status = response.getCode();
            instance.answered(now - sent, status == 500 || status == 502 || status == 504, now);
            if (status >= 500) {
                fleet.group(endpoint.service()).judge(instance, now);
            }
            HttpEntity entity = response.getEntity();
            List<Header> headers = headers(response);
            if (entity == null) {
                return Answer.whole(status, headers, declared(response), new byte[0]);
            }
            InputStream in = entity.getContent();
            byte[] start = in.readNBytes(RequestBody.KEPT);
            long length = entity.getContentLength();
            boolean whole = length >= 0 ? start.length == length : start.length < RequestBody.KEPT;
            if (whole) {
                in.close();
                return Answer.whole(status, headers, start.length, start);
            }
            attempt.extendTo(exchange.deadline);
            open = true;
            return new Answer(status, headers, length, start, in, () -> {
                // Closing the response before its end closes the connection: half-read ones are never used again.
                close(response);
                tries.end(attempt);
                instance.leave();
            });
        } finally {
            if (!open) {
                close(response);
            }
        }
    }

    /** The answer to HEAD, 304 and 204 has no body, but its head may declare one. */
    private static long declared(ClassicHttpResponse response) {
        org.apache.hc.core5.http.Header length = response.getFirstHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length.getValue());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static void close(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException e) {
            // The answer has been read or given up by now; either way the connection does not come back.
            java.util.logging.Logger.getLogger("dev.pesto.balancer").fine(e::toString);
        }
    }

    private HttpUriRequestBase request(Exchange exchange, Endpoint endpoint) {
        HttpUriRequestBase request = new HttpUriRequestBase(exchange.method, ANY);
        request.setPath(endpoint.contextRoot() + exchange.target);
        for (Header header : exchange.headers) {
            request.addHeader(header.name(), header.value());
        }
        request.setHeader("Pesto-Service", serviceTokens.apply(endpoint.service()));
        request.setEntity(exchange.body.entity());
        return request;
    }

    private static List<Header> headers(ClassicHttpResponse response) {
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

    private RuntimeException nowhereToGo(Exchange exchange, Group group, long now) {
        if (exchange.failure != null) {
            return new NoAnswer(exchange.failure.refusal(), exchange.failure.getMessage());
        }
        if (group.isSaturated(now)) {
            return new Refusal(
                            CommonRefusal.UNAVAILABLE, "The service has all the work it can take; try again shortly.")
                    .header("Retry-After", "1");
        }
        return new Refusal(GatewayRefusal.NO_UPSTREAM, "No instance of the service is ready; try again shortly.")
                .header("Retry-After", "1");
    }

    private static Refusal refusal(ClientFault fault) {
        return fault.isTooLarge()
                ? new Refusal(CommonRefusal.BODY_TOO_LARGE, "A body may have 1 MiB.")
                : new Refusal(CommonRefusal.BAD_REQUEST, "The body did not arrive as announced.");
    }

    private NoAnswer failed(
            Exchange exchange, Group group, Instance instance, Tries.Try attempt, Exception cause, long started) {
        if (cause.getCause() instanceof ClientFault fault) {
            throw refusal(fault);
        }
        long now = clock.getAsLong();
        boolean cut = attempt.end() != null;
        boolean sent = cut || !isBeforeConnection(cause);
        if (!cut && (cause instanceof ConnectException || cause instanceof NoRouteToHostException)) {
            fleet.refused(instance);
        } else if (!(cause instanceof ConnectionRequestTimeoutException)) {
            instance.unanswered(now - started, now);
            group.judge(instance, now);
            fleet.suspect(instance);
        }
        GatewayRefusal refusal = refusal(cause, attempt, sent);
        boolean again = exchange.mayRepeat(sent) && exchange.deadline - now > 0 && budget.takeRetry(now);
        NoAnswer failure = again ? new TryAgain(refusal, cause.toString()) : new NoAnswer(refusal, cause.toString());
        exchange.tried = instance;
        exchange.failure = failure;
        return failure;
    }

    private static GatewayRefusal refusal(Exception cause, Tries.Try attempt, boolean sent) {
        if (attempt.end() == Tries.Try.End.LATE) {
            return GatewayRefusal.UPSTREAM_TIMEOUT;
        }
        if (!sent) {
            return GatewayRefusal.NO_UPSTREAM;
        }
        return cause instanceof SocketTimeoutException ? GatewayRefusal.UPSTREAM_TIMEOUT : GatewayRefusal.BAD_UPSTREAM;
    }

    /** Only what is thrown before a connection stands proves that not a byte was sent. */
    private static boolean isBeforeConnection(Exception cause) {
        return cause instanceof ConnectException
                || cause instanceof ConnectTimeoutException
                || cause instanceof ConnectionRequestTimeoutException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException;
    }
}
