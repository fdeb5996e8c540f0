package dev.pesto.product.catalogue.entity;

/** Life of a product: DRAFT and ACTIVE as its merchant likes, ARCHIVED for good. */
public enum ProductStatus {
    /** Known to its merchant only. */
    DRAFT,
    /** Listed, and orderable as far as stock goes. */
    ACTIVE,
    /** No longer listed or orderable; read by id, because orders name it. */
    ARCHIVED
}
