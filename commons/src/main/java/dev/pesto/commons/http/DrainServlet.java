package dev.pesto.commons.http;

import dev.pesto.commons.grid.Registration;
import dev.pesto.commons.identity.ServiceName;
import dev.pesto.commons.keys.ServiceTokens;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Takes this instance out of service and back, for sister services only. */
@WebServlet(urlPatterns = {"/internal/drain", "/internal/admit"})
public class DrainServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Registration registration;

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

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        registration.drain(request.getServletPath().equals("/internal/drain"));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
