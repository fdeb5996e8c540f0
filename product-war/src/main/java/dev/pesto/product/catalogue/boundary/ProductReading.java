package dev.pesto.product.catalogue.boundary;

import dev.pesto.commons.lists.Cursors;
import dev.pesto.commons.lists.Page;
import dev.pesto.product.catalogue.control.ProductList;
import dev.pesto.product.catalogue.control.StoredProducts;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

@Stateless
public class ProductReading {

    @PersistenceContext(unitName = "pesto-product")
    private EntityManager entities;

    @Inject
    private Cursors cursors;

    public ProductView product(long id, long account, boolean admin) {
        ProductList.Row row = StoredProducts.visible(entities, id, account, admin);
        return ProductView.of(row.product(), row.units());
    }

    /**
     * One page of a list.
     *
     * @param scope what the cursors of this list are bound to
     * @param after keys of the last product seen; empty for the first page
     */
    public Page<ProductView> page(ProductList list, String scope, List<String> after, int limit) {
        List<ProductList.Row> rows = list.page(entities, after, limit + 1);
        List<ProductList.Row> shown = rows.subList(0, Math.min(limit, rows.size()));
        String next = rows.size() <= limit
                ? null
                : cursors.encode(scope, list.keysOf(shown.get(limit - 1).product()));
        return new Page<>(
                shown.stream()
                        .map(row -> ProductView.of(row.product(), row.units()))
                        .toList(),
                next);
    }

    public Page<String> categories(String scope, String after, int limit) {
        List<String> names = StoredProducts.categories(entities, after, limit + 1);
        return names.size() <= limit
                ? new Page<>(names, null)
                : new Page<>(names.subList(0, limit), cursors.encode(scope, names.get(limit - 1)));
    }
}
