package dev.pesto.commons.identity;

import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonNumber;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The person whose token came with the request. */
@RequestScoped
public class Caller {

    @Inject
    private JsonWebToken token;

    public long id() {
        return read(token.getSubject());
    }

    public long sessionId() {
        Object sid = token.getClaim("sid");
        return read(sid == null ? null : sid.toString());
    }

    /** Whether the token counts only later (RFC 7519, nbf). The server looks at the end of a token and not at its beginning. */
    public boolean isEarly(Instant now) {
        Object notBefore = token.getClaim("nbf");
        if (notBefore instanceof JsonNumber number) {
            return number.doubleValue() > now.getEpochSecond();
        }
        if (notBefore instanceof Number number) {
            return number.doubleValue() > now.getEpochSecond();
        }
        return notBefore != null;
    }

    public boolean is(String role) {
        return token.getGroups() != null && token.getGroups().contains(role);
    }

    /** The one role of the account. */
    public String role() {
        return token.getGroups().iterator().next();
    }

    /** A token with our signature whose claims are not ours to read was made by something else with our key: it is not valid. */
    private static long read(String id) {
        return Ids.parse(id)
                .orElseThrow(() ->
                        new Refusal(CommonRefusal.TOKEN_INVALID, "The token does not name an account and session."));
    }
}
