package dev.pesto.product.catalogue.boundary;

import dev.pesto.commons.problem.RefusalType;

/** What only the catalogue refuses. */
enum CatalogueRefusal implements RefusalType {
    INVALID_TRANSITION;

    @Override
    public String code() {
        return "invalid_transition";
    }

    @Override
    public String title() {
        return "The present status does not allow it";
    }

    @Override
    public int status() {
        return 409;
    }
}
