package dev.pesto.commons.http;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/**
 * The API document of this WAR, as its build wrote it, for the balancer to merge. The server's own {@code /openapi} would answer anybody, leaves members out, and is one for all modules of an EAR.
 */
@WebServlet(urlPatterns = "/internal/openapi")
public class DocumentServlet extends InternalServlet {

    private static final long serialVersionUID = 1L;
    private static final String FILE = "/WEB-INF/classes/META-INF/openapi.json";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (InputStream document = getServletContext().getResourceAsStream(FILE)) {
            if (document == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            response.setContentType("application/json");
            document.transferTo(response.getOutputStream());
        }
    }
}
