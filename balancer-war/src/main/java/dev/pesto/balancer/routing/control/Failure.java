package dev.pesto.balancer.routing.control;

import dev.pesto.balancer.routing.control.RequestBody.ClientFault;
import dev.pesto.balancer.routing.entity.GatewayRefusal;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/**
 * Why a try brought no answer, and what that says.
 *
 * @param end why the try was ended from outside, or null
 */
record Failure(Exception cause, Tries.Try.End end) {

    /** The answer when the client is to blame and not the instance; null otherwise. */
    Refusal ofClient() {
        if (end == Tries.Try.End.LEFT) {
            return new Refusal(CommonRefusal.BAD_REQUEST, "The client did not wait for the answer.");
        }
        Throwable fault = cause instanceof ClientFault ? cause : cause.getCause();
        if (!(fault instanceof ClientFault clientFault)) {
            return null;
        }
        return clientFault.isTooLarge()
                ? new Refusal(CommonRefusal.BODY_TOO_LARGE, "A body may have 1 MiB.")
                : new Refusal(CommonRefusal.BAD_REQUEST, "The body did not arrive as announced.");
    }

    /** Whether a byte may have been sent. Only what is thrown before a connection stands proves that none was. */
    boolean isSent() {
        return end != null
                || !(cause instanceof ConnectException
                        || cause instanceof ConnectTimeoutException
                        || cause instanceof ConnectionRequestTimeoutException
                        || cause instanceof NoRouteToHostException
                        || cause instanceof UnknownHostException);
    }

    /** Nothing listens there. */
    boolean isRefusedConnection() {
        return end == null && (cause instanceof ConnectException || cause instanceof NoRouteToHostException);
    }

    /** Our own pool had no connection left: that says nothing about the instance. */
    boolean isOurs() {
        return cause instanceof ConnectionRequestTimeoutException;
    }

    GatewayRefusal refusal() {
        if (end == Tries.Try.End.LATE) {
            return GatewayRefusal.UPSTREAM_TIMEOUT;
        }
        if (!isSent()) {
            return GatewayRefusal.NO_UPSTREAM;
        }
        return cause instanceof SocketTimeoutException ? GatewayRefusal.UPSTREAM_TIMEOUT : GatewayRefusal.BAD_UPSTREAM;
    }
}
