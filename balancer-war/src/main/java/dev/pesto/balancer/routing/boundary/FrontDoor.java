package dev.pesto.balancer.routing.boundary;

import dev.pesto.balancer.limits.control.Limiter;
import dev.pesto.balancer.limits.control.TokenVerifier;
import dev.pesto.balancer.limits.entity.Decision;
import dev.pesto.balancer.routing.control.Answer;
import dev.pesto.balancer.routing.control.Client;
import dev.pesto.balancer.routing.control.Exchange;
import dev.pesto.balancer.routing.control.Forwarder;
import dev.pesto.balancer.routing.control.LocalCall;
import dev.pesto.balancer.routing.control.NoAnswer;
import dev.pesto.balancer.routing.control.Patience;
import dev.pesto.balancer.routing.control.Tries;
import dev.pesto.balancer.routing.entity.Api;
import dev.pesto.balancer.routing.entity.GatewayRefusal;
import dev.pesto.balancer.routing.entity.Headers;
import dev.pesto.balancer.routing.entity.Operation;
import dev.pesto.balancer.routing.entity.Operation.Trait;
import dev.pesto.balancer.routing.entity.RequestPath;
import dev.pesto.balancer.routing.entity.RouteTable;
import dev.pesto.balancer.routing.entity.RouteTable.Resource;
import dev.pesto.balancer.routing.entity.TraceParent;
import dev.pesto.balancer.routing.entity.TrustedProxies;
import dev.pesto.balancer.routing.entity.Upstream;
import dev.pesto.commons.http.Trace;
import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The one public door: every request that is not about health comes through here. */
// The second pattern takes the place of the server's own document: an exact path comes before all others.
@WebServlet(
        urlPatterns = {"/*", Api.DOCUMENT},
        loadOnStartup = 1)
public class FrontDoor extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger("dev.pesto.balancer");

    /** A body says nothing there (RFC 9110, 9.3), and what it is taken for differs from hop to hop. */
    private static final Set<String> BODILESS = Set.of("GET", "HEAD", "DELETE");

    private final transient RouteTable routes = Api.routes();
    private transient List<LocalCall> localCalls;

    @Inject
    private transient Services services;

    @Inject
    private transient Limiter limiter;

    @Inject
    private transient TokenVerifier tokens;

    @Inject
    private transient TrustedProxies proxies;

    @Inject
    private transient Tries tries;

    @Inject
    private transient Patience patience;

    @Inject
    private transient RefreshSessions refreshSessions;

    @Inject
    private transient Instance<LocalCall> declared;

    @Override
    public void init() {
        localCalls = declared.stream().toList();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        long deadline = System.nanoTime() + Forwarder.CALL_NANOS;
        String traceparent = TraceParent.of(request.getHeader("traceparent"));
        Trace.begin(traceparent);
        try (ServerConnection client = new ServerConnection(request);
                Incoming incoming = new Incoming(request, proxies, patience, traceparent)) {
            tries.bounded(() -> answer(incoming, response, client, deadline), deadline, client::hangUp);
        } finally {
            Trace.end();
        }
    }

    private void answer(Incoming incoming, HttpServletResponse response, ServerConnection client, long deadline) {
        try {
            serve(incoming, response, client, deadline);
        } catch (Refusal e) {
            refuse(e, incoming, response, client);
        } catch (NoAnswer e) {
            LOG.log(Level.INFO, "no answer for {0} {1}: {2} traceId={3}", new Object[] {
                incoming.method(), incoming.path(), e.getMessage(), Trace.id()
            });
            refuse(refusal(e), incoming, response, client);
        } catch (IOException e) {
            // Part of the answer is out: only a broken connection tells that it is not the whole.
            LOG.log(Level.INFO, "broke off {0} {1}: {2} traceId={3}", new Object[] {
                incoming.method(), incoming.path(), e.toString(), Trace.id()
            });
            client.hangUp();
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, e, () -> "failed 500 " + incoming.path() + " traceId=" + Trace.id());
            refuse(
                    new Refusal(CommonRefusal.INTERNAL_ERROR, "It is logged under the trace id."),
                    incoming,
                    response,
                    client);
        }
    }

    private void refuse(Refusal refusal, Incoming incoming, HttpServletResponse response, ServerConnection client) {
        try {
            write(incoming, client, () -> Outgoing.refuse(refusal, incoming, response, client, tries));
        } catch (IOException e) {
            LOG.log(Level.FINE, "a refusal did not arrive", e);
            client.hangUp();
        }
    }

    private void serve(Incoming incoming, HttpServletResponse response, ServerConnection client, long deadline)
            throws IOException {
        Optional<Resource> resource =
                RequestPath.isOdd(incoming.path()) ? Optional.empty() : routes.find(incoming.path());
        Optional<Operation> operation = resource.flatMap(found -> found.operation(incoming.method()));
        Refusal early = refusalBeforeLimits(incoming, client, resource, operation);
        limit(incoming, operation, response, early);
        if (operation.isEmpty()) {
            Outgoing.tellMethods(resource.orElseThrow(), response);
            return;
        }
        boolean head = incoming.method().equals("HEAD");
        try (Answer answer = answer(incoming, client, operation.get(), deadline)) {
            write(incoming, client, () -> Outgoing.send(answer, head, response));
        }
    }

    /** Who has a place may take until the end of the call to read what is written. */
    private void write(Incoming incoming, ServerConnection client, Tries.Task<IOException> writing) throws IOException {
        if (incoming.hasPlace()) {
            writing.run();
        } else {
            tries.bounded(writing, System.nanoTime() + Patience.TO_READ_NANOS, client::hangUp);
        }
    }

    /** Null when the request may go on; for OPTIONS there is a resource and no operation. */
    private static Refusal refusalBeforeLimits(
            Incoming incoming, ServerConnection client, Optional<Resource> resource, Optional<Operation> operation) {
        if (RequestPath.isOdd(incoming.path())) {
            return new Refusal(
                    CommonRefusal.INVALID_PATH,
                    "The path has empty or dot segments, or characters or a name that do not belong there.");
        }
        if (incoming.isNameless()) {
            return new Refusal(CommonRefusal.BAD_REQUEST, "Say in Host, once, whom you call.");
        }
        if (incoming.isHeadTooLong()) {
            return new Refusal(CommonRefusal.BAD_REQUEST, "Path, query and headers may have 6.5 KiB together.");
        }
        if (incoming.isChunked() && (!incoming.isJustChunked() || client.hadTwoLengths())) {
            return new Refusal(
                            CommonRefusal.BAD_REQUEST,
                            "Send either Content-Length or Transfer-Encoding, and of the latter only: chunked.")
                    .header("Connection", "close");
        }
        if (incoming.hasBody() && BODILESS.contains(incoming.method())) {
            return new Refusal(CommonRefusal.BAD_REQUEST, "Send no body with " + incoming.method() + ".");
        }
        if (resource.isEmpty()) {
            return Refusal.notFound();
        }
        if (operation.isEmpty()) {
            String allow = resource.get().allow();
            return incoming.method().equals("OPTIONS")
                    ? null
                    : new Refusal(CommonRefusal.METHOD_NOT_ALLOWED, "Allowed here: " + allow + ".")
                            .header("Allow", allow);
        }
        if (!operation.get().is(Trait.OPEN) && incoming.repeats("Authorization")) {
            return Refusal.parameter("Authorization", "stands there more than once");
        }
        if (operation.get().is(Trait.KEYED)
                && (incoming.repeats("Idempotency-Key")
                        || !Headers.isIdempotencyKey(incoming.header("Idempotency-Key")))) {
            return new Refusal(CommonRefusal.IDEMPOTENCY_KEY_REQUIRED, Headers.WHAT_A_KEY_HAS);
        }
        return incoming.isTooLarge() ? new Refusal(CommonRefusal.BODY_TOO_LARGE, "A body may have 1 MiB.") : null;
    }

    /** Counts the request, also one that is refused anyway, since every answer tells the limit. */
    private void limit(Incoming incoming, Optional<Operation> operation, HttpServletResponse response, Refusal early) {
        String policy = operation.map(Operation::policy).orElse(Api.DEFAULT);
        Optional<Decision> decision = limiter.take(policy, counted(incoming, operation, early));
        decision.ifPresent(present -> {
            response.setHeader("RateLimit-Policy", present.policy().header());
            response.setHeader("RateLimit", present.header());
        });
        if (early != null) {
            throw early;
        }
        if (decision.isPresent() && !decision.get().allowed()) {
            throw new Refusal(GatewayRefusal.RATE_LIMITED, "The limit of the policy " + policy + " is used up.")
                    .header("Retry-After", decision.get().retryAfter());
        }
    }

    /** Whose limit the request counts against. A refresh shows its session in its body, which is read here for it; a refused one counts for its address. */
    private String counted(Incoming incoming, Optional<Operation> operation, Refusal early) {
        if (early == null && operation.isPresent() && operation.get().is(Trait.PER_SESSION)) {
            OptionalLong session = refreshSessions.session(incoming.body());
            return session.isPresent() ? "r:" + Ids.format(session.getAsLong()) : "a:" + incoming.network();
        }
        boolean anonymous = operation.isPresent()
                && (operation.get().is(Trait.OPEN) || operation.get().is(Trait.PER_ADDRESS));
        return (anonymous ? Optional.<TokenVerifier.Token>empty() : tokens.verify(incoming.authorization()))
                .map(token -> "s:" + token.subject())
                .orElseGet(() -> "a:" + incoming.network());
    }

    private Answer answer(Incoming incoming, Client client, Operation operation, long deadline) {
        if (operation.upstream() == Upstream.BALANCER) {
            LocalCall.Request call = LocalCall.Request.of(
                    operation, incoming.path(), incoming.query(), incoming.authorization(), incoming.header("Accept"));
            return localCalls.stream()
                    .filter(local -> local.serves(operation))
                    .findFirst()
                    .orElseThrow(Refusal::notFound)
                    .answer(call);
        }
        Exchange exchange = new Exchange(
                operation,
                incoming.method(),
                incoming.target(),
                incoming.headers(operation),
                incoming.body(),
                client,
                deadline);
        return switch (operation.upstream()) {
            case USER -> operation.is(Trait.PASSWORD) ? services.password(exchange) : services.user(exchange);
            case PRODUCT -> services.product(exchange);
            case ORDER -> services.order(exchange);
            case BALANCER -> throw new IllegalStateException("answered above");
        };
    }

    private static Refusal refusal(NoAnswer failure) {
        GatewayRefusal type = failure.refusal();
        Refusal refusal = new Refusal(
                type,
                type == GatewayRefusal.NO_UPSTREAM
                        ? "No instance of the service could be reached; try again shortly."
                        : "It may or may not have been done; repeat a keyed request with the same key.");
        return type.status() == 503 ? refusal.header("Retry-After", "1") : refusal;
    }
}
