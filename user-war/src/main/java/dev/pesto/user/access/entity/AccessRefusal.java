package dev.pesto.user.access.entity;

import dev.pesto.commons.problem.RefusalType;
import java.util.Locale;

/** The refusals that only logging in gives. */
public enum AccessRefusal implements RefusalType {
    BAD_CREDENTIALS(401, "Email or password is wrong"),
    ACCOUNT_LOCKED(403, "The account is locked"),
    INVALID_TRANSITION(409, "The present state does not allow this"),
    LOGIN_THROTTLED(429, "Too many wrong passwords");

    private final int status;
    private final String title;

    AccessRefusal(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public int status() {
        return status;
    }
}
