package dev.pesto.order.operations.boundary;

import dev.pesto.order.operations.entity.Finding;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * Whether the conservation laws hold.
 *
 * @param holds all of them
 */
public record Invariants(@NotNull Boolean holds, @NotNull List<Finding> laws) {}
