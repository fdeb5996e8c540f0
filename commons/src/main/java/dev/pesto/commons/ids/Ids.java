package dev.pesto.commons.ids;

import com.github.f4b6a3.tsid.Tsid;
import com.github.f4b6a3.tsid.TsidFactory;
import dev.pesto.commons.problem.Refusal;
import java.security.SecureRandom;
import java.util.OptionalLong;

/**
 * TSIDs: 42 bits of milliseconds, 10 bits of node, 12 bits of counter that starts at random in each millisecond. Two processes that drew the same node could
 * make one id twice; the primary key refuses it and the caller takes a new one.
 */
public final class Ids {

    private static final TsidFactory FACTORY = TsidFactory.builder()
            .withNode(node())
            .withRandom(new SecureRandom())
            .build();

    private Ids() {}

    /** A new id, greater than those made before by this process; positive. */
    public static long next() {
        return FACTORY.create().toLong();
    }

    /** The form of an id in the API: 13 characters of Crockford's base 32, in the order of the ids. */
    public static String format(long id) {
        return Tsid.from(id).toString();
    }

    /** Reads what {@link #format} wrote, exactly; empty for anything else. */
    public static OptionalLong parse(String text) {
        if (text == null || text.length() != 13 || !Tsid.isValid(text)) {
            return OptionalLong.empty();
        }
        long id = Tsid.from(text).toLong();
        return format(id).equals(text) ? OptionalLong.of(id) : OptionalLong.empty();
    }

    /** The id in a path; a malformed one does not exist, as an unknown one does not. */
    public static long path(String text) {
        return parse(text).orElseThrow(Refusal::notFound);
    }

    /** Given by whoever starts several processes on one host, before there is any configuration to read. */
    private static int node() {
        return Integer.getInteger("pesto.node", new SecureRandom().nextInt(1024));
    }
}
