package dev.pesto.order.orders.boundary;

import jakarta.validation.constraints.Size;

/** The body of a cancellation. */
public record CancelOrder(@Size(max = 500) String reason) {}
