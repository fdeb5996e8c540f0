package dev.pesto.commons.problem;

/** One way to refuse a request. Enums implement it; the code is stable and part of the API. */
public interface RefusalType {

    /** Stable snake_case name that clients branch on, also the last segment of the problem's {@code type}. */
    String code();

    /** Short text for people, the same for every occurrence. */
    String title();

    /** HTTP status, 400..599. */
    int status();
}
