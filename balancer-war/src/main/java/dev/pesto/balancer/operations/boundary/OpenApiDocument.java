package dev.pesto.balancer.operations.boundary;

import dev.pesto.balancer.operations.control.InstanceCalls;
import dev.pesto.balancer.operations.control.OpenApiMerge;
import dev.pesto.commons.json.Json;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** GET /openapi: the whole API as clients see it, in place of the server's own document. Kept for ten seconds, since it costs three calls. */
@WebServlet(urlPatterns = "/openapi")
public class OpenApiDocument extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final long KEPT_NANOS = 10_000_000_000L;

    private final transient OpenApiMerge merge = new OpenApiMerge(Json.mapper());

    @Inject
    private transient InstanceCalls instances;

    private transient byte[] document;
    private transient long made;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = document();
        response.setContentType("application/json;charset=UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private synchronized byte[] document() throws IOException {
        if (document == null || System.nanoTime() - made > KEPT_NANOS) {
            document = Json.mapper().writeValueAsBytes(merge.merge(instances.openApiDocuments()));
            made = System.nanoTime();
        }
        return document;
    }
}
