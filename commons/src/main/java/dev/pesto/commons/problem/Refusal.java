package dev.pesto.commons.problem;

import jakarta.ejb.ApplicationException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request is refused, for a reason the client can act on. Rolls the transaction back; reaches callers of an EJB as itself.
 *
 * <p>It has no stack trace: a refusal is an answer, not a fault, and a flood of them must be cheap.
 */
@ApplicationException(rollback = true, inherited = true)
public class Refusal extends RuntimeException {

    /** What a person can do something about; a body of nonsense has thousands. */
    public static final int MOST_ERRORS = 100;

    private static final long serialVersionUID = 1L;

    private final transient RefusalType type;
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    /**
     * @param detail what is wrong with this request and what would help; shown to the client
     */
    public Refusal(RefusalType type, String detail) {
        super(detail, null, false, false);
        this.type = type;
    }

    /** Adds an extension member to the problem document. */
    public final Refusal with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    /** Adds a header to the answer, such as {@code Retry-After}. */
    public final Refusal header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public final RefusalType type() {
        return type;
    }

    public final Map<String, Object> members() {
        return Collections.unmodifiableMap(members);
    }

    public final Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    /** 404, also for another owner's row, so that existence does not leak. */
    public static Refusal notFound() {
        return new Refusal(CommonRefusal.NOT_FOUND, "There is nothing at this address for you.");
    }

    /**
     * 422 for one member of the body.
     *
     * @param pointer JSON pointer (RFC 6901) to the member, empty for the whole body
     * @param code stable snake_case name of the fault
     */
    public static Refusal invalid(String pointer, String code, String detail) {
        return invalid(List.of(new FieldError(pointer, code, detail)));
    }

    /** 422 for several members of the body; of more than {@link #MOST_ERRORS} the first are named. */
    public static Refusal invalid(List<FieldError> errors) {
        FieldError first = errors.get(0);
        String where = first.pointer().isEmpty() ? "The body" : first.pointer();
        return new Refusal(CommonRefusal.VALIDATION_FAILED, where + ": " + first.detail())
                .with("errors", errors.subList(0, Math.min(errors.size(), MOST_ERRORS)));
    }

    /** 400 for a query parameter or header. */
    public static Refusal parameter(String name, String detail) {
        return new Refusal(CommonRefusal.INVALID_PARAMETER, name + ": " + detail).with("parameter", name);
    }
}
