package dev.pesto.product.catalogue.control;

import com.google.errorprone.annotations.CompileTimeConstant;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A query put together from fragments that stand in the source; what a client sent goes into bindings only. The compiler refuses a fragment
 * that is not a constant.
 */
final class SqlText {

    private final StringBuilder text = new StringBuilder();
    private final List<Object> bindings = new ArrayList<>();

    /** Appends a fragment and a value for each of its question marks. */
    SqlText add(@CompileTimeConstant String fragment, Object... values) {
        text.append(fragment);
        bindings.addAll(Arrays.asList(values));
        return this;
    }

    /** Runs it; each result is a row of columns, or as the mapping of that name says. */
    List<?> results(EntityManager entities, @CompileTimeConstant String resultMapping) {
        return bound(entities.createNativeQuery(text(), resultMapping)).getResultList();
    }

    List<?> results(EntityManager entities) {
        return bound(entities.createNativeQuery(text())).getResultList();
    }

    String text() {
        return text.toString();
    }

    List<Object> bindings() {
        return List.copyOf(bindings);
    }

    private Query bound(Query query) {
        for (int i = 0; i < bindings.size(); i++) {
            query.setParameter(i + 1, bindings.get(i));
        }
        return query;
    }
}
