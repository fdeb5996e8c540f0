package dev.pesto.balancer.instances.control;

import dev.pesto.balancer.instances.entity.Endpoint;

/** Asks an instance whether it is ready. */
@FunctionalInterface
public interface Probe {

    Result ask(Endpoint endpoint);

    /** What came back. */
    enum Result {
        READY,
        NOT_READY,
        UNANSWERED,
        REFUSED
    }
}
