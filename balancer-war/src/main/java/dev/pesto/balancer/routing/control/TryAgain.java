package dev.pesto.balancer.routing.control;

import dev.pesto.balancer.routing.entity.GatewayRefusal;

/** A try that brought no answer and may be made once more, on another instance. */
public final class TryAgain extends NoAnswer {

    private static final long serialVersionUID = 1L;

    TryAgain(GatewayRefusal refusal, String what) {
        super(refusal, what);
    }
}
