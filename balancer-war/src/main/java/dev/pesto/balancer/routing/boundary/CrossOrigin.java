package dev.pesto.balancer.routing.boundary;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets the scripts of configured web pages read answers (R10). Credentials are not allowed: the API has no cookies, and a token is sent by whoever has it. A preflight is an OPTIONS like any
 * other, answered and limited by the front door.
 */
@WebFilter(urlPatterns = "/*")
public class CrossOrigin extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final String KEY = "pesto.cors.origins";
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?");

    private transient Set<String> origins;

    @Inject
    @ConfigProperty(name = KEY, defaultValue = " ")
    private String configured;

    @Override
    public void init() {
        origins = Arrays.stream(configured.split(",", -1))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        for (String origin : origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(KEY + ": not an origin, such as https://shop.example: " + origin);
            }
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!origins.isEmpty()) {
            // Also for those that are not let in: a cache must not give one's answer to the other.
            response.addHeader("Vary", "Origin");
            String origin = request.getHeader("Origin");
            if (origin != null && origins.contains(origin)) {
                allow(origin, request, response);
            }
        }
        chain.doFilter(request, response);
    }

    private static void allow(String origin, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Origin", origin);
        response.setHeader(
                "Access-Control-Expose-Headers",
                "ETag, Idempotent-Replayed, Link, Location, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate");
        if (request.getMethod().equals("OPTIONS") && request.getHeader("Access-Control-Request-Method") != null) {
            response.setHeader("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE");
            response.setHeader(
                    "Access-Control-Allow-Headers",
                    "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, traceparent");
            response.setHeader("Access-Control-Max-Age", "600");
        }
    }
}
