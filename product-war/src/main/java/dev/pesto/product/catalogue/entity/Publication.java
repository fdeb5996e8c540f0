package dev.pesto.product.catalogue.entity;

/** The states of a product that its merchant may ask for. */
public enum Publication {
    ACTIVE,
    DRAFT;

    public ProductStatus status() {
        return this == ACTIVE ? ProductStatus.ACTIVE : ProductStatus.DRAFT;
    }
}
