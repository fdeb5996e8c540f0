package dev.pesto.order.fulfilment.boundary;

/** The body of a step that needs no words. */
public record NoWords() {}
