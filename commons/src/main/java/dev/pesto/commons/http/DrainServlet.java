package dev.pesto.commons.http;

import dev.pesto.commons.grid.Registration;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Takes this instance out of service and back. */
@WebServlet(urlPatterns = {"/internal/drain", "/internal/admit"})
public class DrainServlet extends InternalServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Registration registration;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        registration.drain(request.getServletPath().equals("/internal/drain"));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
