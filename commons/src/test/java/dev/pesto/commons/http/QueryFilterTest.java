package dev.pesto.commons.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pesto.commons.problem.CommonRefusal;
import dev.pesto.commons.problem.Refusal;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class QueryFilterTest {

    @Test
    @DisplayName("H4 an operation takes the query parameters that its document names, and no other")
    void documentedOnly() {
        call("list", "limit");
        call("list", "after");
        call("read");
        for (String[] bad : new String[][] {{"list", "Limit"}, {"list", "If-Match"}, {"read", "limit"}, {"read", ""}}) {
            Refusal refusal = catchThrowableOfType(Refusal.class, () -> call(bad[0], bad[1]));
            assertThat(refusal).as("%s?%s", bad[0], bad[1]).isNotNull();
            assertThat(refusal.type()).isEqualTo(CommonRefusal.INVALID_PARAMETER);
            assertThat(refusal.members()).containsEntry("parameter", bad[1]);
        }
    }

    static class Things {
        @Parameter(name = "limit", in = ParameterIn.QUERY)
        @Parameter(name = "after", in = ParameterIn.QUERY)
        @Parameter(name = "If-Match", in = ParameterIn.HEADER)
        public void list() {}

        public void read() {}
    }

    private static void call(String name, String... parameters) {
        MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
        for (String parameter : parameters) {
            query.add(parameter, "1");
        }
        QueryFilter filter = new QueryFilter();
        filter.resource = answering(ResourceInfo.class, Map.of("getResourceMethod", method(name)));
        UriInfo uri = answering(UriInfo.class, Map.of("getQueryParameters", query));
        filter.filter(answering(ContainerRequestContext.class, Map.of("getUriInfo", uri)));
    }

    private static Method method(String name) {
        try {
            return Things.class.getMethod(name);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, called, arguments) -> answers.get(called.getName())));
    }
}
