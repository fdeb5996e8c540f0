package dev.pesto.balancer.routing.control;

import dev.pesto.balancer.routing.entity.Headers;
import dev.pesto.balancer.routing.entity.Operation;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import java.util.stream.Stream;

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

        /** A local call has no query parameters: what is sent is 400, as with those of the services. */
        public void refuseQuery() {
            if (query != null && !query.isEmpty()) {
                throw Refusal.parameter(query.replaceFirst("[=&].*", ""), "there is no such parameter");
            }
        }

        /** Throws 406 unless the client takes one of these media types. */
        public void requireAccepted(String... types) {
            if (Stream.of(types).noneMatch(type -> Headers.accepts(accept, type))) {
                String all = String.join(" or ", types);
                throw new Refusal(CommonRefusal.NOT_ACCEPTABLE, "Answers are " + all + ": accept that.");
            }
        }

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
