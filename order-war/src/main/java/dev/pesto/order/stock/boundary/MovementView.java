package dev.pesto.order.stock.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.order.stock.entity.StockMovement;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An entry of a product's ledger. */
@Schema(name = "StockMovement")
public record MovementView(
        @Schema(ref = "Id", required = true) String id,
        @Schema(ref = "Id", required = true) String productId,

        @NotNull @Schema(example = "40", description = "Units that came, or went when negative")
        Long delta,

        @NotNull StockMovement.Kind kind,
        @Schema(example = "counted again") String reason,
        @Schema(ref = "Id") String merchantOrderId,
        @NotNull Instant createdAt) {

    static MovementView of(StockMovement movement) {
        return new MovementView(
                Ids.format(movement.id()),
                Ids.format(movement.productId()),
                movement.delta(),
                movement.kind(),
                movement.reason(),
                movement.merchantOrderId() == null ? null : Ids.format(movement.merchantOrderId()),
                Instant.ofEpochMilli(movement.createdAt()));
    }
}
