package dev.pesto.order.stock.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.order.stock.entity.StockLevel;

/** How much there is of a product, how much of it is promised, and how much can be ordered. */
public record StockView(String productId, long onHand, long reserved, long available) {

    static StockView of(StockLevel level) {
        return new StockView(Ids.format(level.productId()), level.onHand(), level.reserved(), level.available());
    }
}
