package dev.pesto.order.stock.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.order.stock.entity.StockMovement;
import java.time.Instant;

/** An entry of a product's ledger. */
public record MovementView(
        String id,
        String productId,
        long delta,
        String kind,
        String reason,
        String merchantOrderId,
        Instant createdAt) {

    static MovementView of(StockMovement movement) {
        return new MovementView(
                Ids.format(movement.id()),
                Ids.format(movement.productId()),
                movement.delta(),
                movement.kind().name(),
                movement.reason(),
                movement.merchantOrderId() == null ? null : Ids.format(movement.merchantOrderId()),
                Instant.ofEpochMilli(movement.createdAt()));
    }
}
