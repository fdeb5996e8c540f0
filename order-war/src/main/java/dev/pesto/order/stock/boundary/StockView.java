package dev.pesto.order.stock.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.order.stock.entity.StockLevel;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How much there is of a product, how much of it is promised, and how much is left. */
@Schema(name = "Stock")
public record StockView(
        @Schema(ref = "Id", required = true) String productId,
        @NotNull @Schema(minimum = "0", example = "40") Long onHand,
        @NotNull @Schema(minimum = "0", example = "2") Long reserved,
        @NotNull @Schema(minimum = "0", example = "38") Long available) {

    static StockView of(StockLevel level) {
        return new StockView(Ids.format(level.productId()), level.onHand(), level.reserved(), level.available());
    }
}
