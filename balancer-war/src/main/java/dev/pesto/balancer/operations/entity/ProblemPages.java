package dev.pesto.balancer.operations.entity;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What each problem code means and what a client does about it: the pages that the {@code type} of a problem document leads to. */
public final class ProblemPages {

    private static final Map<String, Page> PAGES = new TreeMap<>();

    static {
        page(400, "malformed_json", "The body is not JSON", "Send one well-formed JSON value in UTF-8.");
        page(
                400,
                "invalid_parameter",
                "A parameter is not valid",
                "The detail names it. Unknown query parameters are refused as well.");
        page(
                400,
                "invalid_path",
                "The path is not valid",
                "Send no empty, dot or encoded-slash segments and no semicolons.");
        page(
                400,
                "invalid_cursor",
                "The cursor is not one of ours for this list",
                "Take it from next, and keep filter and sort as they were.");
        page(
                400,
                "idempotency_key_required",
                "The Idempotency-Key header is required",
                "Send 1 to 255 visible ASCII characters, the same for each repetition.");
        page(400, "bad_request", "The request is not valid", "The body did not arrive as its head announced it.");
        page(
                401,
                "token_missing",
                "An access token is required",
                "Log in, and send Authorization: Bearer with the access token.");
        page(401, "token_invalid", "The access token is not valid", "Log in again.");
        page(401, "token_expired", "The access token has expired", "Use the refresh token for a new one.");
        page(401, "token_revoked", "The session has ended", "Log in again.");
        page(401, "bad_credentials", "E-mail or password is wrong", "Check both. Repeated attempts are throttled.");
        page(403, "role_required", "Another role is required", "This call is for accounts of another role.");
        page(403, "account_locked", "The account is locked", "Turn to the operator of this marketplace.");
        page(403, "service_token_required", "Calls come through the balancer", "Use the public address.");
        page(404, "not_found", "There is nothing here", "The address is wrong, or what stands there is not yours.");
        page(405, "method_not_allowed", "The method is not allowed here", "Allow names those that are.");
        page(406, "not_acceptable", "Answers are application/json", "Accept application/json.");
        page(
                409,
                "out_of_stock",
                "There is not enough in stock",
                "Members items name every short product and what is available.");
        page(
                409,
                "price_changed",
                "The total is not what was expected",
                "Show currentTotal to the buyer and order again.");
        page(
                409,
                "invalid_transition",
                "The step is not possible now",
                "Members currentStatus and allowed tell where it stands and what is.");
        page(409, "duplicate", "It exists already", "Member field names what must be unique.");
        page(409, "stock_reserved", "The stock is reserved", "What orders have reserved cannot be taken away.");
        page(409, "payment_in_progress", "A payment is under way", "Wait for its outcome.");
        page(412, "stale_version", "It has changed since it was read", "Read it again, then repeat with the new ETag.");
        page(413, "body_too_large", "The body is too large", "A body may have 1 MiB.");
        page(
                415,
                "unsupported_media_type",
                "The body must be application/json",
                "Set Content-Type; PATCH also takes application/merge-patch+json.");
        page(
                422,
                "validation_failed",
                "The request makes no sense as it is",
                "Member errors names each fault with a JSON pointer.");
        page(
                422,
                "idempotency_key_reused",
                "The idempotency key belongs to another request",
                "Use a new key for a new request.");
        page(
                422,
                "card_number_not_accepted",
                "Card numbers are not accepted",
                "Send the token that your card provider gave.");
        page(422, "unknown_product", "A product cannot be ordered", "It does not exist or is not offered now.");
        page(422, "unknown_address", "The address is not one of yours", "Take one from /users/me/addresses.");
        page(
                422,
                "unknown_payment_method",
                "The payment method is not one of yours",
                "Take one from /users/me/payment-methods.");
        page(422, "mixed_currencies", "An order has one currency", "Place one order for each currency.");
        page(428, "precondition_required", "The If-Match header is required", "Send the ETag of what was read.");
        page(429, "rate_limited", "Too many requests", "Wait as Retry-After says; the next request passes then.");
        page(
                429,
                "login_throttled",
                "Too many wrong passwords",
                "Wait as Retry-After says. A right password is refused until then, too.");
        page(
                500,
                "internal_error",
                "Something went wrong on our side",
                "Repeat a keyed request with the same key; report the traceId.");
        page(502, "bad_upstream", "The service broke off", "Repeat a keyed request with the same key.");
        page(
                503,
                "no_upstream",
                "The service is not there now",
                "Repeat after Retry-After, a keyed request with the same key.");
        page(503, "contention", "Too many want the same at once", "Nothing was left behind. Repeat after Retry-After.");
        page(503, "draining", "The instance is being taken out of service", "Repeat; another instance answers.");
        page(
                503,
                "unavailable",
                "The service cannot answer now",
                "Repeat after Retry-After, a keyed request with the same key.");
        page(
                504,
                "upstream_timeout",
                "The service did not answer in time",
                "Repeat a keyed request with the same key.");
    }

    private ProblemPages() {}

    public static Optional<Page> find(String code) {
        return Optional.ofNullable(PAGES.get(code));
    }

    private static void page(int status, String code, String title, String remedy) {
        PAGES.put(code, new Page(code, title, status, remedy));
    }

    /** One problem, explained. */
    public record Page(String code, String title, int status, String remedy) {

        /** The texts are ours and hold nothing that HTML would read as markup. */
        public String html() {
            return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>" + code + "</title><h1>" + title
                    + "</h1><p>Status " + status + ", code <code>" + code + "</code>.</p><p>" + remedy + "</p></html>";
        }
    }
}
