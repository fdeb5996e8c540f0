package dev.pesto.balancer.routing.boundary;

import dev.pesto.balancer.routing.control.Answer;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.enterprise.context.Dependent;
import org.eclipse.microprofile.faulttolerance.ExecutionContext;
import org.eclipse.microprofile.faulttolerance.FallbackHandler;

/** What a client hears when a service is closed by its breaker or has all the calls it may have: nothing was sent. */
@Dependent
public class ServiceAway implements FallbackHandler<Answer> {

    @Override
    public Answer handle(ExecutionContext context) {
        throw new Refusal(CommonRefusal.UNAVAILABLE, "The service cannot take the call now; try again shortly.")
                .header("Retry-After", "1");
    }
}
