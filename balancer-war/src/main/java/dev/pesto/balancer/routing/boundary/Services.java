package dev.pesto.balancer.routing.boundary;

import dev.pesto.balancer.routing.control.Answer;
import dev.pesto.balancer.routing.control.Exchange;
import dev.pesto.balancer.routing.control.Forwarder;
import dev.pesto.balancer.routing.control.NoAnswer;
import dev.pesto.balancer.routing.control.TryAgain;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * Fault tolerance around each service as a whole; single instances are ejected by their group. One method per service, because breaker and bulkhead are kept
 * per method: a dead service fills its own bulkhead and no other. Calls with a password have one of their own: each costs its service tens of milliseconds of CPU, and a flood of logins
 * must not keep out who is logged in. The breaker opens when nearly all tries go unanswered; one dead instance of several must not
 * close the service. The retry is the one of the contract; whether there is one, the forwarder says by throwing {@link TryAgain}.
 *
 * <p>The bulkheads, and the clients that are waited for ({@link dev.pesto.balancer.routing.control.Patience}), together stay below the 520 threads of the balancer's HTTP pool, so that
 * even with all services hanging, health and operations answer.
 *
 * <p>No {@code @Timeout}: it interrupts a thread that reads from a socket, which does not notice, and turns a late answer into a failure. The forwarder's
 * deadlines close the connection instead. Each value can be set from outside as {@code dev.pesto.balancer.routing.boundary.Services/order/Bulkhead/value}.
 *
 * <p>A call of {@code null} reaches nobody; {@link ForwarderSetup} has each method called once so, before the first request.
 */
@ApplicationScoped
public class Services {

    @Inject
    private Forwarder forwarder;

    @Retry(
            maxRetries = 1,
            delay = 0,
            jitter = 0,
            maxDuration = 15,
            durationUnit = ChronoUnit.SECONDS,
            retryOn = TryAgain.class)
    @CircuitBreaker(
            requestVolumeThreshold = 50,
            failureRatio = 0.9,
            delay = 1000,
            successThreshold = 2,
            failOn = NoAnswer.class)
    @Bulkhead(32)
    @Fallback(
            value = ServiceAway.class,
            applyOn = {CircuitBreakerOpenException.class, BulkheadException.class})
    public Answer user(Exchange exchange) {
        return attempt(exchange);
    }

    @Retry(
            maxRetries = 1,
            delay = 0,
            jitter = 0,
            maxDuration = 15,
            durationUnit = ChronoUnit.SECONDS,
            retryOn = TryAgain.class)
    @CircuitBreaker(
            requestVolumeThreshold = 50,
            failureRatio = 0.9,
            delay = 1000,
            successThreshold = 2,
            failOn = NoAnswer.class)
    @Bulkhead(24)
    @Fallback(
            value = ServiceAway.class,
            applyOn = {CircuitBreakerOpenException.class, BulkheadException.class})
    public Answer password(Exchange exchange) {
        return attempt(exchange);
    }

    @Retry(
            maxRetries = 1,
            delay = 0,
            jitter = 0,
            maxDuration = 15,
            durationUnit = ChronoUnit.SECONDS,
            retryOn = TryAgain.class)
    @CircuitBreaker(
            requestVolumeThreshold = 50,
            failureRatio = 0.9,
            delay = 1000,
            successThreshold = 2,
            failOn = NoAnswer.class)
    @Bulkhead(48)
    @Fallback(
            value = ServiceAway.class,
            applyOn = {CircuitBreakerOpenException.class, BulkheadException.class})
    public Answer product(Exchange exchange) {
        return attempt(exchange);
    }

    @Retry(
            maxRetries = 1,
            delay = 0,
            jitter = 0,
            maxDuration = 15,
            durationUnit = ChronoUnit.SECONDS,
            retryOn = TryAgain.class)
    @CircuitBreaker(
            requestVolumeThreshold = 50,
            failureRatio = 0.9,
            delay = 1000,
            successThreshold = 2,
            failOn = NoAnswer.class)
    @Bulkhead(240)
    @Fallback(
            value = ServiceAway.class,
            applyOn = {CircuitBreakerOpenException.class, BulkheadException.class})
    public Answer order(Exchange exchange) {
        return attempt(exchange);
    }

    private Answer attempt(Exchange exchange) {
        return exchange == null ? null : forwarder.attempt(exchange);
    }
}
