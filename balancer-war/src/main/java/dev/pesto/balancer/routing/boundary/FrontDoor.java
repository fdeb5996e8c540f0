package dev.pesto.balancer.routing.boundary;

import dev.pesto.balancer.limits.control.Limiter;
import dev.pesto.balancer.limits.control.TokenVerifier;
import dev.pesto.balancer.limits.entity.Decision;
import dev.pesto.balancer.routing.control.Answer;
import dev.pesto.balancer.routing.control.Exchange;
import dev.pesto.balancer.routing.control.Forwarder;
import dev.pesto.balancer.routing.control.LocalCall;
import dev.pesto.balancer.routing.control.NoAnswer;
import dev.pesto.balancer.routing.control.RequestBody;
import dev.pesto.balancer.routing.entity.Api;
import dev.pesto.balancer.routing.entity.GatewayRefusal;
import dev.pesto.balancer.routing.entity.Headers;
import dev.pesto.balancer.routing.entity.Operation;
import dev.pesto.balancer.routing.entity.Operation.Trait;
import dev.pesto.balancer.routing.entity.RouteTable;
import dev.pesto.balancer.routing.entity.RouteTable.Resource;
import dev.pesto.balancer.routing.entity.TraceParent;
import dev.pesto.balancer.routing.entity.TrustedProxies;
import dev.pesto.balancer.routing.entity.Upstream;
import dev.pesto.commons.http.Trace;
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
    private transient Instance<LocalCall> declared;

    @Override
    public void init() {
        localCalls = declared.stream().toList();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long deadline = System.nanoTime() + Forwarder.CALL_NANOS;
        String traceparent = TraceParent.of(request.getHeader("traceparent"));
        Trace.begin(traceparent);
        try {
            serve(new Incoming(request, proxies, traceparent), response, deadline);
        } catch (Refusal e) {
            Outgoing.refuse(e, request, response);
        } catch (NoAnswer e) {
            LOG.log(Level.INFO, "no answer for {0} {1}: {2} traceId={3}", new Object[] {
                request.getMethod(), request.getRequestURI(), e.getMessage(), Trace.id()
            });
            Outgoing.refuse(refusal(e), request, response);
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, e, () -> "failed 500 " + request.getRequestURI() + " traceId=" + Trace.id());
            Outgoing.refuse(
                    new Refusal(CommonRefusal.INTERNAL_ERROR, "It is logged under the trace id."), request, response);
        } finally {
            Trace.end();
        }
    }

    private void serve(Incoming incoming, HttpServletResponse response, long deadline) throws IOException {
        Optional<Resource> resource = routes.find(incoming.path());
        Optional<Operation> operation = resource.flatMap(found -> found.operation(incoming.method()));
        Refusal early = refusalBeforeLimits(incoming, resource, operation);
        limit(incoming, operation, response, early);
        if (operation.isEmpty()) {
            response.setHeader("Allow", resource.orElseThrow().allow());
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        boolean head = incoming.method().equals("HEAD");
        try (Answer answer = answer(incoming, operation.get(), deadline)) {
            Outgoing.send(answer, head, response);
        }
    }

    /** Null when the request may go on; for OPTIONS there is a resource and no operation. */
    private static Refusal refusalBeforeLimits(
            Incoming incoming, Optional<Resource> resource, Optional<Operation> operation) {
        if (incoming.isAmbiguous()) {
            return new Refusal(CommonRefusal.BAD_REQUEST, "Send either Content-Length or Transfer-Encoding.")
                    .header("Connection", "close");
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
        if (operation.get().is(Trait.KEYED) && !Headers.isIdempotencyKey(incoming.header("Idempotency-Key"))) {
            return new Refusal(
                    CommonRefusal.IDEMPOTENCY_KEY_REQUIRED,
                    "Send an Idempotency-Key of 1 to 255 visible ASCII characters, the same one for each repetition.");
        }
        return incoming.isTooLarge() ? new Refusal(CommonRefusal.BODY_TOO_LARGE, "A body may have 1 MiB.") : null;
    }

    /** Counts the request, also one that is refused anyway, since every answer tells the limit. */
    private void limit(Incoming incoming, Optional<Operation> operation, HttpServletResponse response, Refusal early) {
        String policy = operation.map(Operation::policy).orElse(Api.DEFAULT);
        Optional<Decision> decision = limiter.take(policy, counted(incoming, operation));
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

    private String counted(Incoming incoming, Optional<Operation> operation) {
        boolean anonymous = operation.isPresent()
                && (operation.get().is(Trait.OPEN) || operation.get().is(Trait.PER_ADDRESS));
        return (anonymous ? Optional.<TokenVerifier.Token>empty() : tokens.verify(incoming.authorization()))
                .map(token -> "s:" + token.subject())
                .orElseGet(() -> "a:" + incoming.network());
    }

    private Answer answer(Incoming incoming, Operation operation, long deadline) throws IOException {
        if (operation.upstream() == Upstream.BALANCER) {
            LocalCall.Request call = LocalCall.Request.of(
                    operation, incoming.path(), incoming.target(), incoming.authorization(), incoming.header("Accept"));
            return localCalls.stream()
                    .filter(local -> local.serves(operation))
                    .findFirst()
                    .orElseThrow(Refusal::notFound)
                    .answer(call);
        }
        RequestBody body;
        try {
            body = incoming.body();
        } catch (RequestBody.ClientFault e) {
            throw new Refusal(CommonRefusal.BAD_REQUEST, "The body did not arrive as announced.");
        }
        Exchange exchange = new Exchange(
                operation, incoming.method(), incoming.target(), incoming.headers(operation), body, deadline);
        return switch (operation.upstream()) {
            case USER -> services.user(exchange);
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
