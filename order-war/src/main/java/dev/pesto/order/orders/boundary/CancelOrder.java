package dev.pesto.order.orders.boundary;

import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of a cancellation. */
public record CancelOrder(
        @Size(max = 500) @Schema(example = "ordered twice") String reason) {}
