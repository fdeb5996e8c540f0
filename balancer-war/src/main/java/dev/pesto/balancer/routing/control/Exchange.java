package dev.pesto.balancer.routing.control;

import dev.pesto.balancer.instances.entity.Instance;
import dev.pesto.balancer.routing.entity.Operation;
import java.util.List;

/** One call of a client, over all its tries. Belongs to the thread that serves it. */
public final class Exchange {

    final Operation operation;
    final String method;
    final String target;
    final List<Header> headers;
    final RequestBody body;
    final Client client;
    final long deadline;

    /** Where the first try went, and how it failed. */
    Instance tried;

    NoAnswer failure;

    /**
     * @param method as sent: HEAD is not the operation's GET
     * @param target raw path and query
     * @param deadline by which the client has its answer, in the forwarder's nanoseconds
     */
    public Exchange(
            Operation operation,
            String method,
            String target,
            List<Header> headers,
            RequestBody body,
            Client client,
            long deadline) {
        this.operation = operation;
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
        this.client = client;
        this.deadline = deadline;
    }

    public Operation operation() {
        return operation;
    }

    /** Whether the same request may be sent a second time. */
    boolean mayRepeat(boolean sent) {
        return tried == null && body.isKept() && (!sent || operation.is(Operation.Trait.REPEATABLE));
    }
}
