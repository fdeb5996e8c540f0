package dev.pesto.user.accounts.control;

import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.lists.Cursors;
import dev.pesto.commons.lists.ListParameters;
import dev.pesto.commons.lists.Page;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Function;

/** Pages of a list that is ordered by id: the cursor is the last id that was seen. */
@ApplicationScoped
public class KeysetPage {

    @Inject
    private Cursors cursors;

    /** Reads {@code count} rows whose id comes after (in the list's order) the given one. */
    @FunctionalInterface
    public interface Rows<T> {
        List<T> read(long afterId, int count);
    }

    /**
     * The page that the client asks for.
     *
     * @param scope what the cursor is bound to: caller, path and filter
     * @param start the id before the first row
     */
    public <T> Page<T> of(ListParameters parameters, String scope, long start, Rows<T> rows, Function<T, String> id) {
        long from = parameters.after().map(cursor -> lastSeen(scope, cursor)).orElse(start);
        List<T> found = rows.read(from, parameters.limit() + 1);
        if (found.size() <= parameters.limit()) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, parameters.limit());
        return new Page<>(items, cursors.encode(scope, id.apply(items.get(items.size() - 1))));
    }

    private long lastSeen(String scope, String cursor) {
        return Ids.parse(cursors.decode(scope, cursor).get(0))
                .orElseThrow(() -> new Refusal(CommonRefusal.INVALID_CURSOR, "after: not a cursor of this list."));
    }
}
