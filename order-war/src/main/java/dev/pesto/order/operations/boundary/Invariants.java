package dev.pesto.order.operations.boundary;

import dev.pesto.order.operations.entity.Finding;
import java.util.List;

/**
 * Whether the conservation laws hold.
 *
 * @param holds all of them
 */
public record Invariants(boolean holds, List<Finding> laws) {}
