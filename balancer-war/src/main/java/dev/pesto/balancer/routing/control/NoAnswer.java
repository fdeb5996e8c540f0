package dev.pesto.balancer.routing.control;

import dev.pesto.balancer.routing.entity.GatewayRefusal;

/** A try that brought no answer. These count against the service as a whole; an answer of any status does not. */
public class NoAnswer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final GatewayRefusal refusal;

    NoAnswer(GatewayRefusal refusal, String what) {
        // No stack trace: during an outage these come by the thousand and say nothing about this code.
        super(what, null, false, false);
        this.refusal = refusal;
    }

    /** What the client is told when it stays at that. */
    public GatewayRefusal refusal() {
        return refusal;
    }
}
