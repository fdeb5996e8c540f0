package dev.pesto.order.orders.boundary;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a buyer may change of an order; the merge patch applies to this. */
public record ReviseOrder(
        @NotNull @Size(min = 1, max = 64) @Schema(ref = "Id", required = true)
        String addressId,

        @Size(max = 1000) @Schema(example = "Ring twice") String note) {}
