package dev.pesto.product.catalogue.boundary;

import dev.pesto.commons.money.Money;
import dev.pesto.product.catalogue.entity.HttpUrl;
import dev.pesto.product.catalogue.entity.ProductContent;
import dev.pesto.product.catalogue.entity.Publication;
import dev.pesto.product.catalogue.entity.SingleLine;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is to be true of a product after an edit; on the wire it is the target of a merge patch, so each member may be left out there. */
@Schema(description = "JSON Merge Patch (RFC 7396): members left out stay, null removes an optional one")
public record EditProduct(
        @NotNull @Size(min = 1, max = 64) @SingleLine @Schema(example = "TEA-DARJ-250")
        String sku,

        @NotNull @Size(min = 1, max = 200) @SingleLine @Schema(example = "Darjeeling first flush, 250 g")
        String name,

        @Size(max = 4000) @Schema(example = "Spring picking, in a tin.")
        String description,

        @NotNull @Size(min = 1, max = 100) @SingleLine @Schema(example = "Tea")
        String category,

        @NotNull @Valid Money price,
        @NotNull Publication status,

        @Size(max = 2000) @HttpUrl @Schema(example = "https://example.com/tea.jpg")
        String imageUrl) {

    static EditProduct of(ProductContent content) {
        return new EditProduct(
                content.sku(),
                content.name(),
                content.description(),
                content.category(),
                content.price(),
                content.status(),
                content.imageUrl());
    }

    ProductContent content() {
        return new ProductContent(sku, name, description, category, price, status, imageUrl);
    }
}
