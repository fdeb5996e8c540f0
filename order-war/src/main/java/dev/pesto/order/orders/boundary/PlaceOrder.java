package dev.pesto.order.orders.boundary;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.money.Money;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.order.orders.entity.Basket;
import dev.pesto.order.orders.entity.OrderRefusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of {@code POST /orders}.
 *
 * @param expectedTotal what the buyer was shown; another total is refused
 */
public record PlaceOrder(
        @NotNull @Size(min = 1, max = 100) List<@NotNull @Valid Line> lines,

        @NotNull @Size(min = 1, max = 64) @Schema(ref = "Id", required = true)
        String addressId,

        @NotNull @Size(min = 1, max = 64) @Schema(ref = "Id", required = true)
        String paymentMethodId,

        @Valid Money expectedTotal,
        @Size(max = 1000) @Schema(example = "Ring twice") String note) {

    /** So many of a product. */
    @Schema(name = "PlaceOrderLine")
    public record Line(
            @NotNull @Size(min = 1, max = 64) @Schema(ref = "Id", required = true)
            String productId,

            @NotNull @Min(1) @Max(Basket.MOST_OF_ONE) @Schema(example = "2")
            Integer quantity) {}

    /** The lines merged by product. An id that is none of ours names no product. */
    @JsonIgnore
    Basket basket() {
        Basket basket = new Basket();
        Set<String> unknown = new LinkedHashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            var id = Ids.parse(line.productId());
            if (id.isPresent()) {
                basket.add(id.getAsLong(), line.quantity(), "/lines/" + i);
            } else {
                unknown.add(line.productId());
            }
        }
        if (!unknown.isEmpty()) {
            throw unknownProducts(List.copyOf(unknown));
        }
        return basket;
    }

    /** The products among what is wanted, as they are named; what names none is refused later. */
    @JsonIgnore
    Set<Long> products() {
        return lines.stream()
                .flatMapToLong(line -> Ids.parse(line.productId()).stream())
                .boxed()
                .collect(Collectors.toSet());
    }

    static Refusal unknownProducts(List<String> ids) {
        return new Refusal(OrderRefusal.UNKNOWN_PRODUCT, "Not for sale: " + String.join(", ", ids) + ".")
                .with("productIds", ids);
    }
}
