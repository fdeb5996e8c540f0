package dev.pesto.balancer.routing.entity;

import dev.pesto.commons.problem.RefusalType;
import java.util.Locale;

/** The refusals that only the balancer gives. */
public enum GatewayRefusal implements RefusalType {
    RATE_LIMITED(429, "Too many requests"),
    BAD_UPSTREAM(502, "The service broke off"),
    NO_UPSTREAM(503, "The service is not there now"),
    UPSTREAM_TIMEOUT(504, "The service did not answer in time");

    private final int status;
    private final String title;

    GatewayRefusal(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public int status() {
        return status;
    }
}
