package dev.pesto.commons.problem;

import jakarta.ejb.EJBException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * What a transaction bean failed with. The server has a mapper of its own for it, which asks ours twice, first whether it would answer and then for the answer: each failure was
 * two lines in the log.
 */
@Provider
public class EjbFailureMapper implements ExceptionMapper<EJBException> {

    @Context
    private UriInfo uri;

    @Override
    public Response toResponse(EJBException failure) {
        return FailureMapper.answer(failure, uri);
    }
}
