package dev.pesto.commons.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pesto.commons.identity.Caller;
import dev.pesto.commons.identity.EndedSessions;
import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

// There is no container here that would inject.
@SuppressWarnings("UnnecessaryAssignment")
class AccessFilterTest {

    private Instant counts = Instant.EPOCH;

    @Test
    @DisplayName("a method that says nothing is closed, to an ADMIN too")
    void deniesByDefault() {
        assertThatThrownBy(() -> call(Silent.class, "unannotated", "ADMIN"))
                .isInstanceOf(Refusal.class)
                .extracting(e -> ((Refusal) e).type())
                .isEqualTo(CommonRefusal.ROLE_REQUIRED);
    }

    @Test
    @DisplayName("nobody gets 401 where it is not open to all")
    void needsSomebody() {
        assertThatThrownBy(() -> call(Silent.class, "unannotated", null))
                .extracting(e -> ((Refusal) e).type())
                .isEqualTo(CommonRefusal.TOKEN_MISSING);
        call(Silent.class, "open", null);
    }

    @Test
    @DisplayName("the role of the method counts before that of its class")
    void methodBeforeClass() {
        call(Merchants.class, "buyers", "BUYER");
        call(Merchants.class, "merchants", "MERCHANT");
        assertThatThrownBy(() -> call(Merchants.class, "buyers", "MERCHANT")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> call(Merchants.class, "merchants", "BUYER")).isInstanceOf(Refusal.class);
    }

    @Test
    @DisplayName("a token that counts only later opens nothing yet")
    void notYet() {
        counts = Instant.now().plusSeconds(60);
        assertThatThrownBy(() -> call(Merchants.class, "buyers", "BUYER"))
                .extracting(e -> ((Refusal) e).type())
                .isEqualTo(CommonRefusal.TOKEN_INVALID);
        call(Silent.class, "open", "BUYER");
    }

    static class Silent {
        public void unannotated() {}

        @PermitAll
        public void open() {}
    }

    @RolesAllowed("MERCHANT")
    static class Merchants {
        public void merchants() {}

        @RolesAllowed("BUYER")
        public void buyers() {}
    }

    private void call(Class<?> resource, String name, String role) {
        AccessFilter filter = new AccessFilter();
        filter.resource = answering(
                ResourceInfo.class, Map.of("getResourceMethod", method(resource, name), "getResourceClass", resource));
        filter.caller = new Caller() {
            @Override
            public boolean isEarly(Instant now) {
                return now.isBefore(counts);
            }

            @Override
            public long sessionId() {
                return 1;
            }
        };
        filter.endedSessions = new EndedSessions() {
            @Override
            public boolean contains(long sessionId) {
                return false;
            }
        };
        SecurityContext security = proxy(SecurityContext.class, (self, called, arguments) -> switch (called.getName()) {
            case "getUserPrincipal" -> role == null ? null : (Principal) () -> "somebody";
            case "isUserInRole" -> arguments[0].equals(role);
            default -> throw new UnsupportedOperationException(called.getName());
        });
        filter.filter(answering(ContainerRequestContext.class, Map.of("getSecurityContext", security)));
    }

    private static Method method(Class<?> type, String name) {
        try {
            return type.getMethod(name);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return proxy(type, (self, called, arguments) -> answers.get(called.getName()));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
