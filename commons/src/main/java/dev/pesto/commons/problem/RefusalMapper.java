package dev.pesto.commons.problem;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** The domain's own refusals. */
@Provider
public class RefusalMapper implements ExceptionMapper<Refusal> {

    @Context
    private UriInfo uri;

    @Override
    public Response toResponse(Refusal refusal) {
        return Problems.answer(refusal, uri);
    }
}
