package dev.pesto.commons.lists;

import dev.pesto.commons.http.Locations;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The answer to a list call. */
public final class Pages {

    private Pages() {}

    /** 200 with the page, and a {@code Link} to the next one with the filters of this request. */
    public static Response.ResponseBuilder answer(UriInfo uri, HttpHeaders headers, Page<?> page) {
        return link(Response.ok(page), uri, headers, page.next());
    }

    /** Adds the {@code Link} of an answer that has further members beside the page. */
    public static Response.ResponseBuilder link(
            Response.ResponseBuilder answer, UriInfo uri, HttpHeaders headers, String next) {
        if (next != null) {
            StringBuilder query = new StringBuilder();
            uri.getQueryParameters().forEach((name, values) -> {
                if (!name.equals("after")) {
                    query.append(encode(name))
                            .append('=')
                            .append(encode(values.get(0)))
                            .append('&');
                }
            });
            String path = uri.getPath(false).replaceFirst("^/", "");
            answer.header(
                    HttpHeaders.LINK,
                    "<" + Locations.of(uri, headers, path) + "?" + query + "after=" + next + ">; rel=\"next\"");
        }
        return answer;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
