package dev.pesto.commons.identity;

/** Which service this WAR is: {@code user}, {@code product}, {@code order} or {@code balancer}. Each WAR produces its own. */
public record ServiceName(String value) {}
