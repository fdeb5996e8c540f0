package dev.pesto.balancer.operations.boundary;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.pesto.balancer.instances.control.Fleet;
import dev.pesto.balancer.instances.entity.Instance;
import dev.pesto.balancer.instances.entity.State;
import dev.pesto.balancer.limits.control.TokenVerifier;
import dev.pesto.balancer.operations.control.InstanceCalls;
import dev.pesto.balancer.routing.control.Answer;
import dev.pesto.balancer.routing.control.LocalCall;
import dev.pesto.balancer.routing.entity.Operation;
import dev.pesto.commons.identity.AdminTrail;
import dev.pesto.commons.identity.EndedSessions;
import dev.pesto.commons.identity.Roles;
import dev.pesto.commons.ids.Ids;
import dev.pesto.commons.json.Json;
import dev.pesto.commons.keys.AccessTokens;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** GET /ops/instances, POST /ops/instances/{name}/drain and /admit, for administrators. */
@ApplicationScoped
public class InstancesCall implements LocalCall {

    private static final Logger LOG = Logger.getLogger("dev.pesto.balancer");

    @Inject
    private Fleet fleet;

    @Inject
    private InstanceCalls instanceCalls;

    @Inject
    private TokenVerifier tokens;

    @Inject
    private AccessTokens accessTokens;

    @Inject
    private EndedSessions endedSessions;

    @Inject
    private AdminTrail trail;

    @Override
    public boolean serves(Operation operation) {
        return operation.template().contains("/ops/instances");
    }

    @Override
    public Answer answer(Request request) {
        long admin = requireAdmin(request.authorization());
        request.requireAccepted("application/json");
        request.refuseQuery();
        if (request.operation().method().equals("GET")) {
            return json(fleet.snapshot().stream().map(View::of).toList());
        }
        List<Instance> named = fleet.named(request.parameter());
        if (named.isEmpty()) {
            throw Refusal.notFound();
        }
        boolean drain = request.operation().template().endsWith("/drain");
        for (Instance instance : named) {
            instance.drain(drain);
            if (!drain) {
                instance.announced(false);
            }
            if (instanceCalls.announce(instance, drain) && drain) {
                instance.drainIsKnown();
            }
        }
        audit(drain ? "INSTANCE_DRAINED" : "INSTANCE_ADMITTED", admin, request.parameter());
        return json(fleet.snapshot().stream()
                .filter(snapshot -> snapshot.endpoint().name().equals(request.parameter()))
                .map(View::of)
                .toList());
    }

    /** An operator takes instances out above all when something is broken: the database may be what is. */
    private void audit(String action, long admin, String instance) {
        LOG.log(Level.INFO, "{0} {1} by {2}", new Object[] {action, instance, Ids.format(admin)});
        try {
            trail.record(action, admin, null, null, instance);
        } catch (IllegalStateException e) {
            LOG.log(Level.WARNING, "{0}: {1}", new Object[] {e.getMessage(), e.getCause()});
        }
    }

    private long requireAdmin(String authorization) {
        TokenVerifier.Token token = tokens.verify(authorization)
                .orElseThrow(() -> new Refusal(accessTokens.whyRefused(authorization), "Log in as an administrator."));
        long session = own(token.session());
        if (endedSessions.contains(session)) {
            throw new Refusal(CommonRefusal.TOKEN_REVOKED, "The session has ended.");
        }
        if (!token.groups().contains(Roles.ADMIN)) {
            throw new Refusal(CommonRefusal.ROLE_REQUIRED, "This call is for administrators.");
        }
        return own(token.subject());
    }

    private static long own(String id) {
        return Ids.parse(id)
                .orElseThrow(() ->
                        new Refusal(CommonRefusal.TOKEN_INVALID, "The token does not name an account and session."));
    }

    private static Answer json(List<View> items) {
        try {
            return Answer.of(200, "application/json", Json.mapper().writeValueAsBytes(Map.of("items", items)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An instance as an operator sees it. */
    private record View(
            String name,
            String service,
            State state,
            Instant since,
            int inFlight,
            double latencyMillis,
            long failures,
            long ejections) {

        static View of(Instance.Snapshot snapshot) {
            return new View(
                    snapshot.endpoint().name(),
                    snapshot.endpoint().service(),
                    snapshot.state(),
                    Instant.now().minusNanos(snapshot.nanosInState()),
                    snapshot.inFlight(),
                    snapshot.latencyMillis(),
                    snapshot.failures(),
                    snapshot.ejections());
        }
    }
}
