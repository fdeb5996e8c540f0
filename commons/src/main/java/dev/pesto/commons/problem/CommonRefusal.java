package dev.pesto.commons.problem;

import java.util.Locale;

/** The refusals that more than one WAR gives. */
public enum CommonRefusal implements RefusalType {
    MALFORMED_JSON(400, "The body is not JSON"),
    INVALID_PARAMETER(400, "A parameter is not valid"),
    INVALID_PATH(400, "The path is not valid"),
    INVALID_CURSOR(400, "The cursor is not one of ours for this list"),
    IDEMPOTENCY_KEY_REQUIRED(400, "The Idempotency-Key header is required"),
    BAD_REQUEST(400, "The request is not valid"),
    TOKEN_MISSING(401, "An access token is required"),
    TOKEN_INVALID(401, "The access token is not valid"),
    TOKEN_EXPIRED(401, "The access token has expired"),
    TOKEN_REVOKED(401, "The session has ended"),
    ROLE_REQUIRED(403, "Another role is required"),
    SERVICE_TOKEN_REQUIRED(403, "Calls come through the balancer"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "Answers are application/json"),
    DUPLICATE(409, "It exists already"),
    STALE_VERSION(412, "It has changed since it was read"),
    PRECONDITION_REQUIRED(428, "The If-Match header is required"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be application/json"),
    VALIDATION_FAILED(422, "The request makes no sense as it is"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key belongs to another request"),
    CARD_NUMBER_NOT_ACCEPTED(422, "Card numbers are not accepted"),
    INTERNAL_ERROR(500, "Something went wrong on our side"),
    CONTENTION(503, "Too many want the same at once"),
    DRAINING(503, "The instance is being taken out of service"),
    UNAVAILABLE(503, "The service cannot answer now");

    private final int status;
    private final String title;

    CommonRefusal(int status, String title) {
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
