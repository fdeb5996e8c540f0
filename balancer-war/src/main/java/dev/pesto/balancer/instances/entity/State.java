package dev.pesto.balancer.instances.entity;

/** What an instance is to the balancer. */
public enum State {
    /** Takes calls. */
    UP,
    /** Finishes what it has and takes nothing new. */
    DRAINING,
    /** Failed calls in a row; left alone for a while, yet used when nothing else is left. */
    EJECTED,
    /** Not ready, or does not answer. */
    DOWN
}
