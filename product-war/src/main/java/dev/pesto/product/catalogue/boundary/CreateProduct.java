package dev.pesto.product.catalogue.boundary;

import dev.pesto.commons.money.Money;
import dev.pesto.product.catalogue.entity.HttpUrl;
import dev.pesto.product.catalogue.entity.ProductContent;
import dev.pesto.product.catalogue.entity.Publication;
import dev.pesto.product.catalogue.entity.SingleLine;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(description = "A new product and how much of it there is")
public record CreateProduct(
        @NotNull @Size(min = 1, max = 64) @SingleLine
        @Schema(description = "Unique among the merchant's products", example = "TEA-DARJ-250")
        String sku,

        @NotNull @Size(min = 1, max = 200) @SingleLine @Schema(example = "Darjeeling first flush, 250 g")
        String name,

        @Size(max = 4000) @Schema(example = "Spring picking, in a tin.")
        String description,

        @NotNull @Size(min = 1, max = 100) @SingleLine @Schema(example = "Tea")
        String category,

        @NotNull @Valid Money price,

        @NotNull @Schema(description = "A DRAFT is seen by its merchant alone", example = "ACTIVE")
        Publication status,

        @Size(max = 2000) @HttpUrl
        @Schema(description = "An absolute http or https URL", example = "https://example.com/tea.jpg")
        String imageUrl,

        @NotNull @PositiveOrZero @Max(CreateProduct.MAX_STOCK) @Schema(minimum = "0", maximum = "1000000000", description = "Units on hand at first", example = "40")
        Long stock) {

    static final long MAX_STOCK = 1_000_000_000L;

    ProductContent content() {
        return new ProductContent(sku, name, description, category, price, status, imageUrl);
    }
}
