package dev.pesto.balancer.routing.entity;

import java.util.Locale;

/** Who answers a call: one of the three services, or the balancer itself. */
public enum Upstream {
    USER,
    PRODUCT,
    ORDER,
    BALANCER;

    /** Name of the service, which is also its context root without the slash and the audience of its service tokens. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
