package dev.pesto.balancer.routing.entity;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the path of a request in the API, segment by segment; a literal segment comes before a parameter. */
public final class RouteTable {

    private final Node root = new Node();

    public RouteTable(Collection<Operation> operations) {
        for (Operation operation : operations) {
            Node node = root;
            for (String segment : operation.template().substring(1).split("/", -1)) {
                node = segment.startsWith("{") ? node.parameter() : node.literal(segment);
            }
            if (node.methods.put(operation.method(), operation) != null) {
                throw new IllegalArgumentException(operation.method() + " " + operation.template() + " is given twice");
            }
        }
    }

    /**
     * The path's operations, or empty when no such path exists.
     *
     * @param path raw path of the request, which {@link RequestPath} has found to be clean
     */
    public Optional<Resource> find(String path) {
        Node node = find(root, path, 0);
        return node == null ? Optional.empty() : Optional.of(new Resource(node.methods));
    }

    private static Node find(Node node, String path, int start) {
        if (start == path.length()) {
            return node.methods.isEmpty() ? null : node;
        }
        if (path.charAt(start) != '/') {
            return null;
        }
        int end = path.indexOf('/', start + 1);
        end = end < 0 ? path.length() : end;
        String segment = path.substring(start + 1, end);
        if (segment.isEmpty()) {
            return null;
        }
        Node literal = node.literals.get(segment);
        Node found = literal == null ? null : find(literal, path, end);
        return found != null || node.parameter == null ? found : find(node.parameter, path, end);
    }

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final Map<String, Operation> methods = new TreeMap<>();
        private Node parameter;

        Node literal(String segment) {
            return literals.computeIfAbsent(segment, unused -> new Node());
        }

        Node parameter() {
            if (parameter == null) {
                parameter = new Node();
            }
            return parameter;
        }
    }

    /** The operations of one path. */
    public record Resource(Map<String, Operation> methods) {

        /** The operation of a method; HEAD is answered as GET is. */
        public Optional<Operation> operation(String method) {
            return Optional.ofNullable(methods.get(method.equals("HEAD") ? "GET" : method));
        }

        /** Value of the Allow header. */
        public String allow() {
            StringBuilder allow = new StringBuilder();
            for (String method : methods.keySet()) {
                allow.append(method).append(", ");
                if (method.equals("GET")) {
                    allow.append("HEAD, ");
                }
            }
            return allow.append("OPTIONS").toString();
        }
    }
}
