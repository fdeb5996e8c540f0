package dev.pesto.product.catalogue.control;

import dev.pesto.commons.problem.Refusal;
import dev.pesto.product.catalogue.entity.Product;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;

/** Finds single products, and only for those who may. */
public final class StoredProducts {

    // What a locked merchant has is not offered: ordering it is refused.
    private static final String UNITS = "IF(a.status = 'ACTIVE', s.on_hand - s.reserved, 0)";
    private static final String TABLES =
            " FROM product p JOIN stock s ON s.product_id = p.id JOIN account a ON a.id = p.merchant_id";

    /** Columns of {@link Product#WITH_UNITS} and the tables they stand in: {@code p} the product, {@code s} its stock, {@code a} its merchant. */
    static final String ROWS = " p.id, p.merchant_id, p.sku, p.name, p.description, p.category, p.price_amount,"
            + " p.price_currency, p.status, p.image_url, p.version, p.created_at, p.updated_at, " + UNITS + " AS units"
            + TABLES;

    private StoredProducts() {}

    /** A product that this account may see. */
    public static ProductList.Row visible(EntityManager entities, long id, long account, boolean admin) {
        List<?> found =
                new SqlText().add("SELECT" + ROWS + " WHERE p.id = ?", id).results(entities, Product.WITH_UNITS);
        return found.stream()
                .map(ProductList.Row::of)
                .filter(row -> row.product().isVisibleTo(account, admin))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    /** A product that this account may change, locked until the transaction ends: of two edits the later one sees the earlier's version. */
    public static Product lockedForChange(EntityManager entities, long id, long account, boolean admin) {
        return entities.createNamedQuery(Product.CHANGEABLE, Product.class)
                .setParameter("id", id)
                .setParameter("account", account)
                .setParameter("admin", admin)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    /** Units of a product that nobody has reserved and its merchant may sell, as they are now. */
    public static long units(EntityManager entities, long id) {
        Object units = new SqlText()
                .add("SELECT " + UNITS + TABLES + " WHERE p.id = ?", id)
                .results(entities)
                .get(0);
        return ((Number) units).longValue();
    }

    /**
     * The categories of products on sale that come after a name, in order. Each is looked up in the index as the next after the one before: a
     * GROUP BY would read the entries of all products.
     */
    public static List<String> categories(EntityManager entities, String after, int limit) {
        return new SqlText()
                        .add(
                                "WITH RECURSIVE found (n, name) AS ("
                                        + "SELECT 1, MIN(p.category) FROM product p WHERE p.status = 'ACTIVE' AND p.category > ?"
                                        + " UNION ALL "
                                        + "SELECT f.n + 1, (SELECT MIN(p.category) FROM product p WHERE p.status = 'ACTIVE' AND p.category > f.name)"
                                        + " FROM found f WHERE f.name IS NOT NULL AND f.n < ?)"
                                        + " SELECT name FROM found WHERE name IS NOT NULL ORDER BY n",
                                after,
                                limit)
                        .results(entities)
                        .stream()
                        .map(String.class::cast)
                        .toList();
    }
}
