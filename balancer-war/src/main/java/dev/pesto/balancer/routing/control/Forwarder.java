package dev.pesto.balancer.routing.control;

import dev.pesto.balancer.instances.control.Fleet;
import dev.pesto.balancer.instances.entity.Group;
import dev.pesto.balancer.instances.entity.Instance;
import dev.pesto.balancer.routing.entity.GatewayRefusal;
import dev.pesto.balancer.routing.entity.Operation;
import dev.pesto.balancer.routing.entity.RetryBudget;
import dev.pesto.balancer.routing.entity.Upstream;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** Makes one try: chooses an instance, sends the request, reads the head and the first 64 KiB of the answer. */
public final class Forwarder {

    public static final long CALL_NANOS = 15_000_000_000L;
    static final long TRY_NANOS = 10_000_000_000L;

    /** So much before the client's deadline a try ends, for the refusal to arrive in time. */
    private static final long TO_REFUSE_NANOS = 500_000_000L;

    private final Fleet fleet;
    private final Connections connections;
    private final Tries tries;
    private final UnaryOperator<String> serviceTokens;
    private final Consumer<Operation> whenRetried;
    private final LongSupplier clock;

    /** One for each service: what a dying one wastes must not be missing to another. */
    private final Map<Upstream, RetryBudget> budgets = new EnumMap<>(Upstream.class);

    /**
     * @param serviceTokens gives the token that lets a call into a service
     * @param whenRetried told of each second try that is made
     */
    public Forwarder(
            Fleet fleet,
            Connections connections,
            Tries tries,
            UnaryOperator<String> serviceTokens,
            Consumer<Operation> whenRetried,
            LongSupplier clock) {
        this.fleet = fleet;
        this.connections = connections;
        this.tries = tries;
        this.serviceTokens = serviceTokens;
        this.whenRetried = whenRetried;
        this.clock = clock;
        for (Upstream upstream : Upstream.values()) {
            budgets.put(upstream, new RetryBudget());
        }
    }

    /**
     * Makes the first try of an exchange, or its second.
     *
     * @throws TryAgain when the same exchange may be given to this method once more
     * @throws NoAnswer when it may not
     */
    public Answer attempt(Exchange exchange) {
        long now = clock.getAsLong();
        String service = exchange.operation.upstream().id();
        String serviceToken = serviceTokens.apply(service);
        Group group = fleet.group(service);
        if (exchange.tried == null) {
            budgets.get(exchange.operation.upstream()).call(now);
        }
        Instance instance = group.choose(exchange.tried, now, ThreadLocalRandom.current());
        if (instance == null) {
            throw nowhereToGo(exchange, group, now);
        }
        if (exchange.tried != null) {
            whenRetried.accept(exchange.operation);
        }
        boolean placeKept = false;
        Outbound outbound =
                new Outbound(exchange, instance.endpoint(), connections.pool(exchange.mayRepeat(true)), serviceToken);
        Tries.Try attempt = tries.begin(
                instance,
                exchange.client,
                outbound::cancel,
                now,
                Math.min(now + TRY_NANOS, exchange.deadline - TO_REFUSE_NANOS));
        try {
            Answer answer = send(outbound, exchange, instance, group, attempt, now);
            placeKept = !answer.isWhole();
            return answer;
        } catch (IOException | RuntimeException e) {
            throw failed(exchange, group, instance, new Failure(e, attempt.end()), now);
        } finally {
            if (!placeKept) {
                tries.end(attempt);
                instance.leave();
            }
        }
    }

    private Answer send(
            Outbound outbound, Exchange exchange, Instance instance, Group group, Tries.Try attempt, long sent)
            throws IOException {
        Outbound.Reply reply = outbound.send();
        boolean open = false;
        try {
            long now = clock.getAsLong();
            int status = reply.status();
            instance.answered(now - sent, status == 500 || status == 502 || status == 504, now);
            if (status >= 500) {
                group.judge(instance, now);
            }
            InputStream in = reply.body();
            if (in == null) {
                return Answer.whole(status, reply.headers(), reply.length(), new byte[0]);
            }
            byte[] start = in.readNBytes(RequestBody.KEPT);
            long length = reply.length();
            boolean whole = length >= 0 ? start.length == length : start.length < RequestBody.KEPT;
            if (whole) {
                return Answer.whole(status, reply.headers(), start.length, start);
            }
            attempt.extendTo(exchange.deadline);
            open = true;
            return new Answer(status, reply.headers(), length, start, in, () -> {
                reply.close();
                tries.end(attempt);
                instance.leave();
            });
        } finally {
            if (!open) {
                reply.close();
            }
        }
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
        if (group.isDraining(now)) {
            return new Refusal(CommonRefusal.DRAINING, "The service is being taken out of service; try again shortly.")
                    .header("Retry-After", "1");
        }
        return new Refusal(GatewayRefusal.NO_UPSTREAM, "No instance of the service is ready; try again shortly.")
                .header("Retry-After", "1");
    }

    private RuntimeException failed(Exchange exchange, Group group, Instance instance, Failure failure, long started) {
        Refusal ofClient = failure.ofClient();
        if (ofClient != null) {
            return ofClient;
        }
        long now = clock.getAsLong();
        if (failure.isRefusedConnection()) {
            fleet.refused(instance);
        } else if (!failure.isOurs()) {
            instance.unanswered(now - started, now);
            group.judge(instance, now);
            fleet.suspect(instance);
        }
        boolean again = exchange.mayRepeat(failure.isSent())
                && exchange.deadline - TO_REFUSE_NANOS - now > 0
                && budgets.get(exchange.operation.upstream()).takeRetry(now);
        String what = failure.cause().toString();
        NoAnswer noAnswer = again ? new TryAgain(failure.refusal(), what) : new NoAnswer(failure.refusal(), what);
        exchange.tried = instance;
        exchange.failure = noAnswer;
        return noAnswer;
    }
}
