package dev.pesto.balancer.routing.control;

import dev.pesto.balancer.routing.entity.Operation;

/** A call that the balancer answers itself. */
public interface LocalCall {

    boolean serves(Operation operation);

    Answer answer(Request request);

    /**
     * What a local call may know of its request.
     *
     * @param parameter value of the path's parameter, empty when it has none
     * @param query raw, or null
     */
    record Request(Operation operation, String parameter, String query, String authorization, String accept) {

        /** Reads the parameter from a path that has been matched to the operation. */
        public static Request of(Operation operation, String path, String query, String authorization, String accept) {
            int at = operation.template().indexOf("{id}");
            String parameter = "";
            if (at >= 0) {
                int end = path.indexOf('/', at);
                parameter = path.substring(at, end < 0 ? path.length() : end);
            }
            return new Request(operation, parameter, query, authorization, accept);
        }
    }
}
