package dev.pesto.product.catalogue.boundary;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.money.Money;
import dev.pesto.product.catalogue.entity.Product;
import dev.pesto.product.catalogue.entity.ProductContent;
import dev.pesto.product.catalogue.entity.ProductStatus;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(description = "A product and how many units of it can be ordered now")
public record ProductView(
        @Schema(example = "0N1V6Y8ZK2W4A") String id,
        @Schema(example = "0N1V6Y7C01B3D") String merchantId,
        @Schema(example = "TEA-DARJ-250") String sku,
        @Schema(example = "Darjeeling first flush, 250 g") String name,
        @Schema(example = "Spring picking, in a tin.") String description,
        @Schema(example = "Tea") String category,
        Money price,
        @Schema(example = "ACTIVE") ProductStatus status,
        @Schema(example = "https://example.com/tea.jpg") String imageUrl,

        @Schema(
                description = "Units that can be ordered now; 0 unless the product is ACTIVE",
                minimum = "0",
                example = "40")
        long available,

        @Schema(example = "2026-01-31T09:30:00.000Z") Instant createdAt,
        @Schema(example = "2026-01-31T09:30:00.000Z") Instant updatedAt,
        @JsonIgnore @Schema(hidden = true) long version) {

    /**
     * The product as clients see it.
     *
     * @param units those that nobody has reserved
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
