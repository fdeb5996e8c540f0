package dev.pesto.commons.lists;

import dev.pesto.commons.problem.Refusal;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The query of a list: {@code limit}, {@code after}, and the filters that the list knows. Anything else is 400. */
public final class ListParameters {

    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    private final Map<String, String> values = new TreeMap<>();
    private final int limit;

    private ListParameters(MultivaluedMap<String, String> query, Set<String> known) {
        query.forEach((name, given) -> {
            if (!known.contains(name) && !name.equals("limit") && !name.equals("after")) {
                throw Refusal.parameter(name, "there is no such parameter");
            }
            if (given.size() != 1) {
                throw Refusal.parameter(name, "stands there more than once");
            }
            if (given.get(0).isEmpty()
                    || given.get(0).length() > 2000
                    || given.get(0).indexOf('\0') >= 0) {
                throw Refusal.parameter(name, "needs a value of 1 to 2000 characters");
            }
            values.put(name, given.get(0));
        });
        limit = values.containsKey("limit")
                ? integer("limit", 1, MAX_LIMIT).orElseThrow().intValue()
                : DEFAULT_LIMIT;
    }

    /** Reads the query of a request, knowing these filters besides {@code limit} and {@code after}. */
    public static ListParameters read(UriInfo uri, String... filters) {
        return new ListParameters(uri.getQueryParameters(), Set.copyOf(List.of(filters)));
    }

    public int limit() {
        return limit;
    }

    /** The cursor that the client sent. */
    public Optional<String> after() {
        return Optional.ofNullable(values.get("after"));
    }

    public Optional<String> filter(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A filter that is one of an enum's names; 400 otherwise. */
    public <E extends Enum<E>> Optional<E> filter(String name, Class<E> type) {
        return filter(name).map(text -> {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equals(text)) {
                    return constant;
                }
            }
            throw Refusal.parameter(name, "must be one of " + List.of(type.getEnumConstants()));
        });
    }

    /** A filter that is a decimal integer from min to max; 400 otherwise. */
    public Optional<Long> integer(String name, long min, long max) {
        return filter(name).map(text -> {
            if (text.matches("-?[0-9]{1,18}")) {
                long value = Long.parseLong(text);
                if (value >= min && value <= max) {
                    return value;
                }
            }
            throw Refusal.parameter(name, "must be an integer from " + min + " to " + max);
        });
    }

    /** Filters and sort in one form, for the scope of a cursor: a cursor counts only with the query it was made for. */
    public String scope() {
        Map<String, String> filters = new TreeMap<>(values);
        filters.remove("limit");
        filters.remove("after");
        return filters.toString();
    }
}
