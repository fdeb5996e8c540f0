package dev.pesto.commons.http;

import dev.pesto.commons.identity.ServiceName;
import dev.pesto.commons.keys.ServiceTokens;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What only sister services may call. */
abstract class InternalServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient ServiceTokens serviceTokens;

    @Inject
    private transient ServiceName self;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (serviceTokens
                .caller(request.getHeader(ServiceTokens.HEADER), self.value())
                .isEmpty()) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        super.service(request, response);
    }
}
