package dev.pesto.order.fulfilment.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.money.Money;
import dev.pesto.order.orders.entity.OrderLine;

/** A product to pack. */
public record LineView(String productId, String sku, String name, int quantity, Money unitPrice, Money lineTotal) {

    static LineView of(OrderLine line, String currency) {
        return new LineView(
                Ids.format(line.productId()),
                line.sku(),
                line.name(),
                line.quantity(),
                new Money(line.unitPrice(), currency),
                new Money(line.lineTotal(), currency));
    }
}
