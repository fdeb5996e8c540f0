package dev.pesto.product.catalogue.entity;

import dev.pesto.commons.money.Money;

/**
 * What a merchant says about a product: everything that an edit may change. Validated where it enters.
 *
 * @param description may be null
 * @param imageUrl may be null
 */
public record ProductContent(
        String sku,
        String name,
        String description,
        String category,
        Money price,
        Publication status,
        String imageUrl) {}
