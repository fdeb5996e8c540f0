package dev.pesto.product.catalogue.control;

import com.google.errorprone.annotations.CompileTimeConstant;
import dev.pesto.commons.problem.Refusal;
import dev.pesto.product.catalogue.entity.Product;
import java.util.Arrays;
import java.util.List;

/**
 * The orders in which products are listed. Each ends in the id, so that no two products are equal in it, and each has its index; ids are
 * ordered by time of creation. "After" is written out as ranges of that index: as a row comparison MySQL would read the index from its start.
 */
enum ProductSort {
    CREATED("created", " AND p.id > ?", " ORDER BY p.id"),
    CREATED_DESC("-created", " AND p.id < ?", " ORDER BY p.id DESC"),
    PRICE("price", " AND (p.price_amount > ? OR (p.price_amount = ? AND p.id > ?))", " ORDER BY p.price_amount, p.id"),
    PRICE_DESC(
            "-price",
            " AND (p.price_amount < ? OR (p.price_amount = ? AND p.id < ?))",
            " ORDER BY p.price_amount DESC, p.id DESC"),
    NAME("name", " AND (p.name > ? OR (p.name = ? AND p.id > ?))", " ORDER BY p.name, p.id"),
    NAME_DESC("-name", " AND (p.name < ? OR (p.name = ? AND p.id < ?))", " ORDER BY p.name DESC, p.id DESC");

    private final String parameter;

    @CompileTimeConstant
    private final String after;

    @CompileTimeConstant
    private final String order;

    ProductSort(String parameter, @CompileTimeConstant final String after, @CompileTimeConstant final String order) {
        this.parameter = parameter;
        this.after = after;
        this.order = order;
    }

    /** The sort of a query parameter; newest first when there is none. */
    static ProductSort of(String parameter) {
        if (parameter == null) {
            return CREATED_DESC;
        }
        return Arrays.stream(values())
                .filter(sort -> sort.parameter.equals(parameter))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.parameter("sort", "one of created, price, name, with a leading - for descending"));
    }

    boolean isByPrice() {
        return this == PRICE || this == PRICE_DESC;
    }

    /** Where the page after this product begins. */
    Object[] keysOf(Product product) {
        return switch (this) {
            case CREATED, CREATED_DESC -> new Object[] {product.id()};
            case PRICE, PRICE_DESC -> new Object[] {product.price().amount(), product.id()};
            case NAME, NAME_DESC -> new Object[] {product.name(), product.id()};
        };
    }

    void startAfter(List<String> keys, SqlText sql) {
        long id = Long.parseLong(keys.get(keys.size() - 1));
        switch (this) {
            case CREATED, CREATED_DESC -> sql.add(after, id);
            case PRICE, PRICE_DESC -> {
                long amount = Long.parseLong(keys.get(0));
                sql.add(after, amount, amount, id);
            }
            case NAME, NAME_DESC -> sql.add(after, keys.get(0), keys.get(0), id);
        }
    }

    void order(SqlText sql) {
        sql.add(order);
    }
}
