package dev.pesto.commons.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** JAX-RS's own refusals: unknown path, method, media type, no token. */
@Provider
public class WebApplicationMapper implements ExceptionMapper<WebApplicationException> {

    @Context
    private UriInfo uri;

    @Override
    public Response toResponse(WebApplicationException exception) {
        return answer(exception, uri);
    }

    static Response answer(WebApplicationException exception, UriInfo uri) {
        if (exception.getCause() instanceof Refusal refusal) {
            return Problems.answer(refusal, uri);
        }
        Response original = exception.getResponse();
        CommonRefusal type =
                switch (original.getStatus()) {
                    case 401 -> CommonRefusal.TOKEN_MISSING;
                    case 403 -> CommonRefusal.ROLE_REQUIRED;
                    case 404 -> CommonRefusal.NOT_FOUND;
                    case 405 -> CommonRefusal.METHOD_NOT_ALLOWED;
                    case 406 -> CommonRefusal.NOT_ACCEPTABLE;
                    case 413 -> CommonRefusal.BODY_TOO_LARGE;
                    case 415 -> CommonRefusal.UNSUPPORTED_MEDIA_TYPE;
                    case 503 -> CommonRefusal.UNAVAILABLE;
                    default -> original.getStatus() < 500 ? CommonRefusal.BAD_REQUEST : null;
                };
        if (type == null) {
            return Problems.failure(exception, uri);
        }
        Refusal refusal = new Refusal(type, type.title() + ".");
        for (String name : new String[] {HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER}) {
            String value = original.getHeaderString(name);
            if (value != null) {
                refusal.header(name, value);
            }
        }
        return Problems.answer(refusal, uri);
    }
}
