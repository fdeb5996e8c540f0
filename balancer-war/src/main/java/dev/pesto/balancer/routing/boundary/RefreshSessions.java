package dev.pesto.balancer.routing.boundary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pesto.balancer.routing.control.RequestBody;
import dev.pesto.commons.json.Json;
import dev.pesto.commons.keys.KeyFiles;
import dev.pesto.commons.keys.KeysDirectory;
import dev.pesto.commons.keys.SessionTag;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.OptionalLong;

/** Tells the session that a refresh is for by the tag in its token, without asking anybody. */
@ApplicationScoped
public class RefreshSessions {

    private final SessionTag tags =
            new SessionTag(KeyFiles.readSecret(KeysDirectory.path().resolve(KeyFiles.SESSION)));

    /** Empty when the body is not a refresh with a token of ours; its service says what is wrong with it. */
    OptionalLong session(RequestBody body) {
        if (!body.isKept()) {
            return OptionalLong.empty();
        }
        try {
            JsonNode token = Json.mapper().readTree(body.start()).path("refreshToken");
            return token.isTextual() ? tags.session(token.textValue()) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
