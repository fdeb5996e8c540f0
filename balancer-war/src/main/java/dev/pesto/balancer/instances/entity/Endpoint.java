package dev.pesto.balancer.instances.entity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an instance of a service listens.
 *
 * @param service name of the service, which is the context root without its slash
 */
public record Endpoint(String name, String service, String host, int port) {

    private static final Pattern STATIC =
            Pattern.compile("([A-Za-z0-9._-]{1,64})@([A-Za-z0-9.-]+):([0-9]{1,5})/([a-z]{1,32})");

    /** What makes it the same instance, whatever source named it. */
    public String address() {
        return host + ":" + port + "/" + service;
    }

    public String contextRoot() {
        return "/" + service;
    }

    /**
     * Reads the static list: {@code order-1@127.0.0.1:21003/order,…}.
     *
     * @throws IllegalArgumentException naming the part that cannot be read
     */
    public static List<Endpoint> list(String text) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (part.isBlank()) {
                continue;
            }
            Matcher matcher = STATIC.matcher(part.strip());
            if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > 65535) {
                throw new IllegalArgumentException(
                        "pesto.balancer.instances: name@host:port/context is needed, not " + part.strip());
            }
            endpoints.add(new Endpoint(
                    matcher.group(1), matcher.group(4), matcher.group(2), Integer.parseInt(matcher.group(3))));
        }
        return endpoints;
    }

    /** The service a context root belongs to; empty for anything the balancer does not send calls to. */
    public static Optional<String> service(String contextRoot) {
        String root = contextRoot == null ? "" : contextRoot.startsWith("/") ? contextRoot.substring(1) : contextRoot;
        return switch (root) {
            case "user", "product", "order" -> Optional.of(root);
            default -> Optional.empty();
        };
    }
}
