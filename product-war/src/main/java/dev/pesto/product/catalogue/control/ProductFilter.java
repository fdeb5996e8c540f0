package dev.pesto.product.catalogue.control;

import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.money.CurrencyCode;
import dev.pesto.commons.money.Money;
import dev.pesto.commons.problem.Refusal;
import java.util.function.UnaryOperator;

/** Which products a list shows, as read from its query parameters (R3 of the catalogue). Members are null when not asked for. */
record ProductFilter(
        SearchWords words,
        String category,
        Long merchantId,
        boolean own,
        String currency,
        Long minPrice,
        Long maxPrice,
        Boolean inStock) {

    private static final CurrencyCode.Check CURRENCIES = new CurrencyCode.Check();

    /**
     * Reads and checks the parameters.
     *
     * @param parameters value of a query parameter by its name, null when absent
     * @param caller whose products {@code merchant=me} are
     */
    static ProductFilter read(UnaryOperator<String> parameters, long caller) {
        String text = parameters.apply("q");
        String merchant = parameters.apply("merchant");
        boolean own = "me".equals(merchant);
        ProductFilter filter = new ProductFilter(
                text == null ? null : new SearchWords(text),
                parameters.apply("category"),
                own ? Long.valueOf(caller) : merchant(merchant),
                own,
                currency(parameters.apply("currency")),
                price("minPrice", parameters.apply("minPrice")),
                price("maxPrice", parameters.apply("maxPrice")),
                truth(parameters.apply("inStock")));
        if (filter.currency == null && (filter.minPrice != null || filter.maxPrice != null)) {
            throw Refusal.parameter("currency", "needed with minPrice and maxPrice");
        }
        return filter;
    }

    /** Adds the conditions, the ones that an index begins with first. */
    void restrict(SqlText sql) {
        if (own) {
            sql.add(" WHERE p.merchant_id = ? AND p.status <> 'ARCHIVED'", merchantId);
        } else {
            sql.add(" WHERE p.status = 'ACTIVE'");
            if (merchantId != null) {
                sql.add(" AND p.merchant_id = ?", merchantId);
            }
        }
        if (category != null) {
            sql.add(" AND p.category = ?", category);
        }
        if (currency != null) {
            sql.add(" AND p.price_currency = ?", currency);
        }
        if (minPrice != null) {
            sql.add(" AND p.price_amount >= ?", minPrice);
        }
        if (maxPrice != null) {
            sql.add(" AND p.price_amount <= ?", maxPrice);
        }
        if (inStock != null) {
            sql.add(
                    inStock
                            ? " AND p.status = 'ACTIVE' AND s.on_hand > s.reserved AND a.status = 'ACTIVE'"
                            : " AND (p.status <> 'ACTIVE' OR s.on_hand = s.reserved OR a.status <> 'ACTIVE')");
        }
        if (words != null && !words.isEmpty()) {
            sql.add(" AND MATCH (p.name, p.description) AGAINST (? IN BOOLEAN MODE)", words.allRequired());
        }
    }

    private static Long merchant(String text) {
        if (text == null) {
            return null;
        }
        return Ids.parse(text).orElseThrow(() -> Refusal.parameter("merchant", "the id of a merchant, or me"));
    }

    private static String currency(String text) {
        if (!CURRENCIES.isValid(text, null)) {
            throw Refusal.parameter("currency", "an ISO 4217 code");
        }
        return text;
    }

    private static Long price(String name, String text) {
        if (text == null) {
            return null;
        }
        if (text.matches("[0-9]{1,16}") && Long.parseLong(text) <= Money.MAX) {
            return Long.valueOf(text);
        }
        throw Refusal.parameter(name, "an integer in minor units, 0 to 9007199254740991");
    }

    private static Boolean truth(String text) {
        if (text == null || text.equals("true") || text.equals("false")) {
            return text == null ? null : Boolean.valueOf(text);
        }
        throw Refusal.parameter("inStock", "true or false");
    }
}
