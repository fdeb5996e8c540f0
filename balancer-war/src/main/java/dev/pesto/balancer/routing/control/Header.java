package dev.pesto.balancer.routing.control;

/** One header line. */
public record Header(String name, String value) {}
