package dev.pesto.product.catalogue.control;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.product.catalogue.entity.Product;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.function.UnaryOperator;

/** One list of products: a filter and an order, read page by page. */
public final class ProductList {

    /** A product and how many of its units nobody has reserved and its merchant may sell. */
    public record Row(Product product, long units) {
        static Row of(Object result) {
            Object[] columns = (Object[]) result;
            return new Row((Product) columns[0], ((Number) columns[1]).longValue());
        }
    }

    private final ProductFilter filter;
    private final ProductSort sort;

    private ProductList(ProductFilter filter, ProductSort sort) {
        this.filter = filter;
        this.sort = sort;
    }

    /**
     * The list that a request asks for.
     *
     * @param parameters value of a query parameter by its name, null when absent
     * @param caller whose products {@code merchant=me} are
     */
    public static ProductList read(UnaryOperator<String> parameters, long caller) {
        ProductFilter filter = ProductFilter.read(parameters, caller);
        ProductSort sort = ProductSort.of(parameters.apply("sort"));
        if (sort.isByPrice() && filter.currency() == null) {
            throw Refusal.parameter("currency", "needed to sort by price");
        }
        return new ProductList(filter, sort);
    }

    /**
     * Reads one page.
     *
     * @param after keys of the product to go on after; empty for the first page
     */
    public List<Row> page(EntityManager entities, List<String> after, int limit) {
        return query(after, limit).results(entities, Product.WITH_UNITS).stream()
                .map(Row::of)
                .toList();
    }

    /** What the cursor to the page after this product holds. */
    public Object[] keysOf(Product product) {
        return sort.keysOf(product);
    }

    // The product comes first in the join, so that it is read in the order of its index, and stock and merchant of a
    // page's rows alone.
    SqlText query(List<String> after, int limit) {
        SqlText sql = new SqlText().add("SELECT STRAIGHT_JOIN" + StoredProducts.ROWS);
        filter.restrict(sql);
        if (!after.isEmpty()) {
            startAfter(after, sql);
        }
        sort.order(sql);
        return sql.add(" LIMIT ?", limit);
    }

    private void startAfter(List<String> after, SqlText sql) {
        try {
            sort.startAfter(after, sql);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new Refusal(CommonRefusal.INVALID_CURSOR, "The cursor belongs to another list.");
        }
    }
}
