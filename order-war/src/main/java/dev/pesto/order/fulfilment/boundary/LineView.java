package dev.pesto.order.fulfilment.boundary;

import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.money.Money;
import dev.pesto.order.orders.entity.OrderLine;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A product to pack. */
@Schema(name = "MerchantOrderLine")
public record LineView(
        @Schema(ref = "Id", required = true) String productId,
        @NotNull @Schema(example = "TEA-DARJ-250") String sku,

        @NotNull @Schema(example = "Darjeeling first flush, 250 g")
        String name,

        @NotNull @Schema(minimum = "1", maximum = "999", example = "2")
        Integer quantity,

        @NotNull Money unitPrice,
        @NotNull Money lineTotal) {

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
