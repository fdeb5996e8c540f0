package dev.pesto.order.stock.boundary;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of an adjustment. */
public record AdjustStock(
        @NotNull @Min(-StockReading.MOST_ON_HAND) @Max(StockReading.MOST_ON_HAND) @Schema(example = "40")
        Long delta,

        @NotBlank @Size(max = 500) @Schema(example = "counted again")
        String reason) {}
