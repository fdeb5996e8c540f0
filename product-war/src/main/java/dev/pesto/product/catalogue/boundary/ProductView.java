package dev.pesto.product.catalogue.boundary;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.money.Money;
import dev.pesto.product.catalogue.entity.Product;
import dev.pesto.product.catalogue.entity.ProductContent;
import dev.pesto.product.catalogue.entity.ProductStatus;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Product", description = "A product and how many units of it can be ordered now")
public record ProductView(
        @Schema(ref = "Id", required = true) String id,
        @Schema(ref = "Id", required = true) String merchantId,
        @NotNull @Schema(example = "TEA-DARJ-250") String sku,

        @NotNull @Schema(example = "Darjeeling first flush, 250 g")
        String name,

        @Schema(example = "Spring picking, in a tin.") String description,
        @NotNull @Schema(example = "Tea") String category,
        @NotNull Money price,
        @NotNull ProductStatus status,
        @Schema(example = "https://example.com/tea.jpg") String imageUrl,

        @NotNull @Schema(
                description =
                        "Units that can be ordered now; 0 unless the product is ACTIVE, and while its merchant is locked",
                minimum = "0",
                example = "40")
        Long available,

        @NotNull Instant createdAt,
        @NotNull Instant updatedAt,
        @JsonIgnore @Schema(hidden = true) long version) {

    /**
     * The product as clients see it.
     *
     * @param units those that nobody has reserved and its merchant may sell
     */
    static ProductView of(Product product, long units) {
        ProductContent content = product.content();
        return new ProductView(
                Ids.format(product.id()),
                Ids.format(product.merchantId()),
                content.sku(),
                content.name(),
                content.description(),
                content.category(),
                content.price(),
                product.status(),
                content.imageUrl(),
                product.available(units),
                product.createdAt(),
                product.updatedAt(),
                product.version());
    }

    /** What the entity tag is made of: the version, which If-Match compares, and what is available. */
    String entityTag() {
        return version + "-" + available;
    }
}
