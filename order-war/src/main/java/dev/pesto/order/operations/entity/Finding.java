package dev.pesto.order.operations.entity;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Whether a law holds.
 *
 * @param law its name
 * @param says the law as a sentence
 * @param violations the rows that break it, 100 at most
 */
public record Finding(
        @NotNull @Schema(example = "stock_within_bounds") String law,

        @NotNull @Schema(example = "0 <= reserved <= onHand")
        String says,

        @NotNull Boolean holds,
        @NotNull List<Map<String, Object>> violations) {}
